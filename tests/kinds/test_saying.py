"""The templates of [say]: what they are read as, and what stops the run."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kinds import Field, load
from comity.kinds.saying import read_say
from comity.model import ConfigError

ROLES, SLOTS = ("party", "host"), ("form", "title")
KIND = """
name = "exercise"
title = "Exercise"
section = "Defence"
about = "Forces of two states train together."
roles = ["party"]
[say]
any = "Exercise of {party}"
"""


def test_a_template_is_text_fields_and_parts_that_may_be_left_out() -> None:
    say = read_say({"any": ["of {party 2+}", "of {party}[ in {host not in title}]"]}, ROLES, SLOTS)
    first, last = say.lines["any"]
    assert first[0].pieces == ("of ", Field(name="party", least=2))
    assert [part.optional for part in last] == [False, True]
    assert last[1].fields == (Field(name="host", not_in="title"),)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({}, "a wording for any"),
        ({"any": "x", "agreed": "x"}, "only for done"),
        ({"any": "{guest}"}, "no role or slot guest"),
        ({"any": "{party}[ in {host not in name}]"}, "no role or slot name"),
        ({"any": "{party.__class__}"}, "no field {party.__class__} can be read"),
        ({"any": "{party"}, "no field"),
        ({"any": "{party}[ in {host}"}, "brackets do not pair"),
        ({"any": "{party}]"}, "brackets do not pair"),
        ({"any": "[{party}[ in {host}]]"}, "brackets do not pair"),
        ({"any": "{form} of {party}"}, "{form} may be unsaid"),
        ({"any": "{form} of {party}", "words": {"form": {"state": "State visit"}}}, "{form} may be unsaid"),
        ({"any": "{form} of {party}", "words": {"form": {"any": ""}}}, "{form} may be unsaid"),
        ({"any": "{party 2+}"}, "stands under a condition"),
        ({"any": "{party}", "words": {"colour": {"any": "x"}}}, "no slot colour"),
        ({"any": "{party}", "words": {"form": {"any": "[{form} x]y"}}}, "no role or slot form"),
        ({"any": []}, "not a template"),
        ({"any": 3}, "not a template"),
        ({"any": {"done": "x"}}, "not a template"),
    ],
)
def test_what_could_not_be_said_stops_the_run(raw: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match="say") as error:
        read_say(raw, ROLES, SLOTS)
    assert told in str(error.value)


@given(st.text(alphabet="ab {}[]2+|party", max_size=30))
def test_any_text_is_a_template_or_told_to_be_none(text: str) -> None:
    try:
        say = read_say({"any": text}, ROLES, SLOTS)
    except ValueError:
        return
    written = "".join(p for part in say.lines["any"][0] for p in part.pieces if isinstance(p, str))
    assert len(written) <= len(text)
    assert not set(written) & set("{}[]")


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('planned = "{guest}"', "guest"),
        ("[merge]\nslots = ['colour']", "colour"),
        ("[merge]\nroles = ['guest']", "guest"),
        ("[merge.across]\nnamed_by = 'colour'", "colour"),
        ("[merge.across]\nsymmetric = [['colour', 'red']]", "colour"),
        ("[merge.across]\nwindow = 3", "window"),
        ("[merge]\nwindow = 3", "window"),
        ("[[slot]]\nname = 'size'\nread = 'guess'", "guess"),
        ("[[slot]]\nname = 'size'\nread = 'count'\nfar = true", "far"),
        ("[[frame]]\nid = 'hold'\nverb = ['hold']\nroles.party = ['subject:ship']", "ship"),
        ("[[frame]]\nid = 'hold'\nverb = ['hold']\nroles.guest = ['subject']", "guest"),
        ("[[frame]]\nid = 'hold'\nverb = ['hold']\nset.colour = 'red'", "colour"),
        ("[[frame]]\nid = 'hold'\nverb = ['@colours']", "colours"),
        ("[mrege]\nslots = []", "mrege"),
    ],
)
def test_a_kind_out_of_shape_is_named_with_its_fault(tmp_path: Path, added: str, told: str) -> None:
    folder = tmp_path / "exercise"
    folder.mkdir()
    (folder / "kind.toml").write_text(f"{KIND}{added}\n", "utf-8")
    with pytest.raises(ConfigError, match=f"exercise.*{told}"):
        load(tmp_path)
