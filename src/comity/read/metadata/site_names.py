"""Names of sites and sections around a title, and the title without them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.read.metadata.names import glued

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+(?:[-–—|:·»•*›]|::|//)\s+|\s*(?:\||--|::|[|｜])\s*")
_SITE = re.compile(r"\s+(?:[-–—|:·»•]|::|//)\s+[^-–—|]{2,60}$")
# Between a title and a section or a site where no blanks are used.
_TIGHT = re.compile(r"[-–—|｜ㅣ_·]\S[^.!?]{0,60}$")
_BAR = re.compile(r"^[^|]{3,40}\s[|｜]\s")
# The site's name with its desk ("Example World News") is no longer than this, the desk by itself neither.
_DESK_WORDS, _DESK_LETTERS = 5, 25
_SHORT = 10


def without_sites(title: str, told: dict[str, str], own: str, known: set[str], filed: set[str]) -> str:
    """`title`, the one `own` of those `told`, without the site's name: what another title does without, or what is
    known to be the site's. `known` are names of the site, `filed` of the article's sections, both glued.
    """
    others = [text for how, text in told.items() if how != own]
    for text in others:
        rest = title[len(text) :]
        if len(text) > _SHORT and title.startswith(text) and _TIGHT.match(rest) and len(rest) < len(text):
            return text
    marks = list(_SEPARATOR.finditer(title))
    plain = {folded(text) for text in others}
    meant = folded(title) == folded(told.get("json-ld headline", ""))
    for mark in marks:
        head, tail = title[: mark.start()], title[mark.end() :]
        # A headline in JSON-LD bears no names of sites: what is no known one there is its own.
        apart = not meant or is_site(tail, known) or glued(tail) in filed
        if apart and folded(head) in plain and len(tail) < max(len(head), 40):
            return head.strip()
    for mark in reversed(marks):
        if not (is_site(title[mark.end() :], known) or _is_shared(title, mark, others)):
            break
        title = title[: mark.start()]
    if marks and title and glued(title[: marks[0].start()]) in known:  # "Site | Title"
        title = title[marks[0].end() :]
    if (label := _BAR.match(title)) and folded(title[label.end() :]) in plain:  # "Opinion | Title"
        title = title[label.end() :]
    return title.strip()


def is_site(tail: str, known: set[str]) -> bool:
    """Whether a text is a name of the site, the start of one, or one with a desk behind it."""
    name = glued(tail)
    if name in known or name.removeprefix("the") in known or len(name) < 3:
        return bool(name)
    most = _DESK_LETTERS if len(tail.split()) <= _DESK_WORDS else 0
    return any(
        site.startswith(name) or (name.startswith(site) and len(name) <= len(site) + most) for site in known if site
    )


def _is_shared(title: str, mark: re.Match[str], others: Iterable[str]) -> bool:
    """Whether what follows a separator also ends a title of other wording: sites put their names behind both."""
    head, tail = title[: mark.start()], title[mark.start() :]
    if len(tail.split()) > _DESK_WORDS or 2 * len(tail) > len(head):
        return False
    ended = (other.removesuffix(tail) for other in others if other.endswith(tail) and len(other) > 3 * len(tail))
    return any(not folded(head).startswith(folded(other)) for other in ended)


def without_site(title: str, site: str = "") -> str:
    """`title` without " - Site" at its end, where that is the site's name or three words stay before it."""
    cut = _SITE.sub("", title)
    return cut if cut != title and ((site and title.endswith(site)) or len(cut.split()) >= 4) else title


def folded(text: str) -> str:
    """The words of a text in lower case, by which titles are told to be the same."""
    return " ".join(_WORD.findall(text.casefold()))
