"""Delegations with their states and leaders, capitals by their state, two people with a title each."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Document, Mention
from comity.read import read_article
from comity.resolve import mentions


def found(text: str) -> dict[str, Mention]:
    document = Document(id="x", content=text, format="plain", origin="x", title="News", published=date(2024, 11, 7))
    article = read_article(document)
    return {m.span.of(article.text): m for m in mentions(article)[0]}


def countries(mention: Mention) -> list[str | None]:
    return [a.country for a in mention.actors]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Ann Moe led a Norwegian delegation to a conference in Tashkent.",
        "A Norwegian trade delegation headed by Dr. Ann Moe met Libyan officials.",
    ],
)
def test_who_leads_a_delegation_is_of_its_state(text: str) -> None:
    (leader,) = [m for words, m in found(text).items() if words.endswith("Ann Moe")]
    assert countries(leader) == ["NOR"]


def test_the_delegation_is_the_one_told_of() -> None:
    told = found("A Turkish delegation met Libyan officials in Tripoli. The delegation then left.")
    assert countries(told["The delegation"]) == ["TUR"]


def test_the_delegation_of_somebody_else_is_not() -> None:
    assert "The delegation" not in found("A Turkish delegation came. The delegation of the union left Tripoli.")


def test_a_capital_is_the_town_of_its_state() -> None:
    capital = found("The forum opened in the Lao capital on Monday.")["Lao capital"]
    assert (capital.type, countries(capital)) == ("capital", ["LAO"])


def test_capital_goods_are_none() -> None:
    assert "German capital" not in found("The German capital goods sector grew, France said.")


def test_two_titles_before_one_name_are_two_people() -> None:
    told = found("The Secretary and President Kais Saied met in Tunis.")
    assert "Secretary and President Kais Saied" not in told
    assert countries(told["President Kais Saied"]) == ["TUN"]
