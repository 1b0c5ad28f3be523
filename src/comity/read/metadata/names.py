"""Names of persons in a byline: what is no name taken off, several parted."""

from __future__ import annotations

import re

from comity.read.metadata.tags import clean

_AND = re.compile(r"\s+(?:and|und|et|y|og|och|en|e|ve|i|with|mit|avec|con|&|\+)\s+|,\s+|;\s*|\s+/\s+|\s*[|•·]\s*|、")
_BY = re.compile(
    r"^(?:(?:autor(?:in(?:nen)?|en|es|a)?(?:/autor(?:in)?)?|authors?|auteurs?|autori|writers?|writer/s|автор|yazar)\s*:"
    r"|autorin/autor|autor/autorin|(?:記者|记者|作者|撰文|文)\s*[:：/／]?"
    r"|(?:(?:written|reported|story|text|words|edited|published|posted|analysis|opinion|review|commentary|interview)\s+by|by|von|par|por|di|de|door|af|av|text"
    r"|reporting by|beitrag von|ein beitrag von)\s*:?)(?:\s+(?=\S)|(?<=[:：/／]))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:(?:published|updated|posted|last updated|follow|follow us|twitter|email|share|stand|on|in|for|at|view)\b"
    r"|\d{1,4}[./:\s-]).*$|\s*[(\[].*$|\s+[-–—]\s.*$|\s*(?:기자|記者|记者|報導|报道)(?:\s.*)?$"
    r"|\s+(?:(?:the\s+)?associated press|reuters|agence france-presse|AFP|dpa|AP|UPI|Xinhua)$",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"(?<=\S)(?:\s{1,3}기자|\s{0,3}(?:記者|记者))$")
# Words of offices and desks: who holds one is named beside it.
_ROLE = re.compile(
    r"(?i)\b(?:editors?|correspondents?|reporters?|writers?|columnists?|contributors?|journalists?|producers?|anchor|"
    r"photographers?|analyst|bureau chief|redakteur(?:in)?|autor(?:in)?|korrespondent(?:in)?|journaliste|rédacteur|"
    r"rédactrice|periodista|redactora?|corresponsal|giornalista|director|author|chief|follow|bio|staff writer|"
    r"minutes?|read|updated|published|comments?|professor|fellow|about|view all|posts?|articles?|"
    r"name|email|login|sign)\b"
)
_NAME_WORD = re.compile(r"^[^\W\d_][^\W\d_]*(?:['’.\-·][^\W\d_]*)*$")
_SMALL = frozenset("de del da dos das di du von van der den ter la le el al bin ibn ben abu zu zum y e of".split())
_UNSPACED = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,8}$|^[\uac00-\ud7a3]{2,4}$")
_MOST = 12


def split_names(text: str) -> tuple[str, ...]:
    """The names of a byline: "By A B and C D, Political Editor" gives A B and C D."""
    whole = _AFTER.sub("", _BY.sub("", clean(text)))
    parts = [_BY.sub("", part).strip(" ,.:-–—|") for part in _AND.split(whole)]
    kept = [part for part in parts if part and not _ROLE.search(part)]
    return tuple(dict.fromkeys(kept))[:_MOST]


def is_person(name: str) -> bool:
    """Whether a string has the form of a person's name: two to five capitalised words, or CJK without blanks."""
    if _UNSPACED.match(name):
        return True
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 60:
        return False
    given = [word for word in words if word.casefold() not in _SMALL]
    return len(given) >= 2 and all(_NAME_WORD.match(word) and not word[0].islower() for word in given)


def names_of(value: str) -> list[str]:
    """The names of an author field: whoever or whatever it names, offices left out where a name stands beside them."""
    whole = _BY.sub("", clean(value))
    parts = [_REPORTER.sub("", _BY.sub("", part).strip()) for part in _AND.split(whole)]
    kept = [part for part in parts if not _ROLE.search(part)]
    return kept or [whole]


def glued(text: str) -> str:
    """Letters and digits alone, by which names are told to be the same."""
    return "".join(re.findall(r"\w+", text.casefold()))


def is_labelled(text: str) -> bool:
    """Whether a line opens as a byline does ("By ", "Von ", "Author: ")."""
    return _BY.match(text) is not None
