"""What a run is written down under: another reader has another name."""

import hashlib
from importlib.resources import files

import pytest

import comity
from comity import settings
from comity.api.versions import versions
from comity.scale.reading import reader_with


def test_versions_name_the_code_the_language_model_and_the_network() -> None:
    network = files("comity.recognise.learned").joinpath("relations.onnx").read_bytes()
    code, models = versions(settings.load())
    assert code == f"comity {comity.__version__}"
    name, number, which = models.split()
    assert (name, number.count(".")) == (settings.load().model, 2)
    assert which == f"relations-{hashlib.sha256(network).hexdigest()[:8]}"


@pytest.mark.parametrize("encoder", [True, False])
def test_workers_read_with_what_the_versions_name(encoder: bool) -> None:
    chosen = settings.load(model="some_model", encoder=encoder)
    assert reader_with(versions(chosen)[1]) == {"model": "some_model", "learned": encoder}
