"""The table of PLOVER codes keeps to the codebook and knows every kind."""

import pytest

from comity.kinds import load, load_events
from comity.model import KINDS, STATUSES
from comity.present import plover
from comity.present.plover_table import table, tokens, words

# The mode tables of draft codebook 0.8, with "ease" of the alliance's conversion table.
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign", "ease"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "THREATEN": {"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike-gen", "strike-lim", "strike-hun", "boycott", "obstruct"},
    "MOBILIZE": {"troops", "weapons", "police"},
    "SANCTION": {"convict", "cancel", "expel", "withdraw", "discontinue"},
    "COERCE": {"confiscate", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"},
    "ASSAULT": {
        "abduct",
        "beat",
        "torture",
        "execute",
        "sexual",
        "assassinate",
        "destroy",
        "firearms",
        "explosives",
        "suicide-attack",
        "heavy-weapons",
        "cleansing",
    },
}
CUES = {
    "AGREE": {"03"},
    "CONSULT": {"04"},
    "SUPPORT": {"05"},
    "COOPERATE": {"06"},
    "AID": {"07"},
    "CONCEDE": {"08"},
    "RETREAT": {"08"},
    "REQUEST": {"02", "10"},
    "ACCUSE": {"09", "11"},
    "REJECT": {"12"},
    "THREATEN": {"13"},
    "PROTEST": {"14"},
    "MOBILIZE": {"15"},
    "SANCTION": {"16"},
    "COERCE": {"17", "19"},
    "ASSAULT": {"18", "19", "20"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_knows_every_kind_and_its_roles(kind: str) -> None:
    known = table()
    assert kind in known.rules
    if kind != "trade":
        roles = {role for side in known.sides[kind] for role in side}
        assert roles == set(load()[kind].roles)
        assert known.rules[kind][-1].status == frozenset(), "the last rule takes what is left"


def test_the_table_knows_every_act_of_an_event_with_one_side() -> None:
    deed = load_events()["deed"]
    known = table()
    acts = {str(frame.set["act"]) for frame in deed.frames}
    assert acts <= {act for rule in known.rules["deed"] for act in rule.where.get("act", ())}
    assert {role for side in known.sides["deed"] for role in side} == set(deed.roles)


def test_every_row_keeps_to_the_codebook() -> None:
    known = table()
    for rule in (r for rules in known.rules.values() for r in rules):
        assert rule.status <= set(STATUSES)
        assert bool(rule.event) != bool(rule.left)
        if rule.event:
            assert rule.event in known.quads
            assert rule.mode is None or rule.mode in MODES[rule.event], (rule.event, rule.mode)
            assert rule.cameo is not None
            assert rule.cameo[:2] in CUES[rule.event], (rule.event, rule.cameo)
        else:
            assert rule.left in plover.REASONS


def test_words_and_beginnings_and_phrases() -> None:
    listed = words(["aid", "negotiat*", "peace plan*"])
    assert listed.within(tokens("Aid, at last"))
    assert listed.within(tokens("They were negotiating"))
    assert listed.within(tokens("two peace plans"))
    assert not listed.within(tokens("said of the plan for peace"))
    assert not listed.within(())
