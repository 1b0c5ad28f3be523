"""What the network says: for each ordered pair of states in a sentence how likely each relation holds.

MiniLM (Wang et al. 2020), an encoder of six layers, with a layer on top that takes the mean of the one state's pieces,
that of the other's, and the whole; fitted to training/relations by scripts/train_relations.py, which writes
relations.onnx beside this file (8-bit integers, run by ONNX Runtime on one core).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime

from comity.recognise.learned.candidates import Pair
from comity.recognise.learned.encoding import Encoded

Vector = np.ndarray[Any, np.dtype[np.float32]]


class Network:
    """`names` are the relations, in the order of the probabilities: "visit", "measure/expel", "commitment/pledge=" (of
    both sides).
    """

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are processes
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.names = tuple(self._session.get_modelmeta().custom_metadata_map["relations"].split("\n"))

    def likely(self, sentence: Encoded) -> dict[Pair, Vector]:
        """By the ordered pair the probability of every relation. One sentence at a time: what stands beside it makes no
        difference then, and it is a third faster than in batches, whose sums leave the cache.
        """
        if not sentence.pairs:
            return {}
        (rows,) = self._session.run(None, inputs([sentence]))
        return dict(zip(sentence.pairs, rows, strict=True))


def inputs(sentences: Sequence[Encoded]) -> dict[str, np.ndarray[Any, Any]]:
    """Arrays of S sentences with T pieces at most and P pairs in all: "pieces", "held" (0 for padding) and "parts" (1
    for the sentence itself) of S×T; of P the "sentence" of each pair; of P×T "first" and "second", which make the
    mean of a state's pieces.
    """
    count, width = len(sentences), max(len(one.pieces) for one in sentences)
    total = sum(len(one.pairs) for one in sentences)
    pieces, parts = np.zeros((count, width), np.int64), np.zeros((count, width), np.int64)
    held = np.zeros((count, width), np.float32)
    first, second = np.zeros((total, width), np.float32), np.zeros((total, width), np.float32)
    row = 0
    for n, one in enumerate(sentences):
        pieces[n, : len(one.pieces)] = one.pieces
        held[n, : len(one.pieces)] = 1
        parts[n, one.start : len(one.pieces)] = 1
        for a, b in one.pairs:
            first[row, one.spans[a]] = 1 / len(one.spans[a])
            second[row, one.spans[b]] = 1 / len(one.spans[b])
            row += 1
    sentence = np.repeat(np.arange(count), [len(one.pairs) for one in sentences])
    return {"pieces": pieces, "held": held, "parts": parts, "sentence": sentence, "first": first, "second": second}


@functools.cache
def network() -> Network:
    """What `make train` learned."""
    return Network(files(__package__).joinpath("relations.onnx").read_bytes())


def at_most(likely: Mapping[Pair, Vector], pairs: Sequence[Pair], n: int) -> float:
    """The greatest probability of the n-th relation among the pairs that were asked for."""
    return max((float(likely[pair][n]) for pair in pairs if pair in likely), default=0.0)
