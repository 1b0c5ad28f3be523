"""The reviewer's terminal, 80 by 24, on a real ledger file: what it shows and what each key writes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from comity.api import review
from comity.cli.review_app import ReviewApp
from comity.cli.review_session import Session
from comity.model import Actor, Article, Decision, Interval, LedgerError, Paragraph, Quote, Reading, Span, Statement
from comity.resolve import country_name
from comity.store import Ledger
from comity.store import decisions as kept

Act = Callable[[Pilot[None]], Awaitable[None]]

MAY = Interval(date(2031, 5, 5), date(2031, 5, 5))
TEXT = {
    "gull": "It rained in Oslo.\nThere Norway and Peru signed a treaty on fish, after ten years.",
    "tern": "Peru and Norway signed a fisheries treaty on 5 May 2031.",
    "evil": "Peru and Norway signed [red]a pact[/red] \x1b]0;owned\x07\x1b[2J\u202eon ships in July.",
}
SAID = {
    "gull": "Norway and Peru signed a treaty on fish",
    "tern": "Peru and Norway signed a fisheries treaty",
    "evil": "signed [red]a pact[/red] \x1b]0;owned\x07\x1b[2J\u202eon ships",
}


def told(name: str, confidence: float, when: Interval | None) -> Statement:
    start = TEXT[name].index(SAID[name])
    return Statement(
        document=name,
        kind="agreement",
        status="done",
        actors=tuple(Actor(name=n, country=c, role="party") for n, c in (("Norway", "NOR"), ("Peru", "PER"))),
        quotes=(Quote(exact=SAID[name], span=Span(start, start + len(SAID[name]))),),
        date=when,
        slots=(("instrument", "treaty"), ("title", "[b]ships\x1b[2J" if name == "evil" else "fish")),
        confidence=confidence,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="comity 1")
        for name, confidence, when in (("gull", 0.3, MAY), ("tern", 0.5, MAY), ("evil", 0.9, None)):
            first, _, _ = TEXT[name].partition("\n")
            cut = len(first) + 1 if name == "gull" else 0
            paragraphs = (Paragraph(span=Span(0, cut)), Paragraph(span=Span(cut, len(TEXT[name]))))
            article = Article(
                id=name,
                text=TEXT[name],
                title=f"[bold]{name}\x1b[31m",
                publisher="The [link=x]Gull",
                published=date(2031, 5, 6),
                paragraphs=paragraphs,
            )
            ledger.append(Reading(article=article, statements=(told(name, confidence, when),)), run)
    return path


def shown(app: ReviewApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def segments(app: ReviewApp) -> list[Segment]:
    return [segment for strip in app.screen._compositor.render_strips() for segment in strip]


def run(place: Path, act: Act, size: tuple[int, int] = (80, 24)) -> tuple[Decision, ...]:
    """Do something in the terminal; the decisions that another process would then find."""

    async def whole(ledger: Ledger) -> None:
        app = ReviewApp(Session(ledger, review.queue(ledger), "Ida"), country_name)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(pilot)

    with Ledger.open(place) as ledger:
        asyncio.run(whole(ledger))
    with Ledger.open(place, readonly=True) as ledger:
        return kept.decisions(ledger)


def press(*keys: str) -> Act:
    async def act(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return act


def look(place: Path, *keys: str, size: tuple[int, int] = (80, 24)) -> str:
    seen: list[str] = []

    async def act(pilot: Pilot[None]) -> None:
        await press(*keys)(pilot)
        seen.append(shown(pilot.app))  # type: ignore[arg-type]

    run(place, act, size)
    return seen[0]


GULL = """\
 1 of 3  agreement GULL      undecided  confidence 0.30
 [bold]gull[31m                        │ kind: agreement
                                       │ status: done
 There Norway and Peru signed a treaty │ party: Norway
 on fish, after ten years.             │ party: Peru
                                       │ when: 5 May 2031
 The [link=x]Gull, 6 May 2031          │ instrument: treaty
 gull                                  │ title: fish
                                       │ confidence: 0.30  weights learned from
                                       │ labelled documents
"""


def test_what_is_shown_on_80_by_24(place: Path) -> None:
    lines = look(place).split("\n")
    expected = GULL.replace("GULL    ", told("gull", 0.3, MAY).id[:8]).split("\n")[:-1]
    assert lines[: len(expected)] == expected
    assert {line.strip("│ ") for line in lines[len(expected) : -2]} == {""}
    assert len(lines) == 24
    assert lines[-1].split() == "a Accept e Edit r Reject m Merge s Split u Undo w Why n Next p Prev q Quit".split()


def test_the_quote_is_marked_in_its_paragraph(place: Path) -> None:
    marked: list[str] = []

    async def act(pilot: Pilot[None]) -> None:
        marked.extend(s.text for s in segments(pilot.app) if s.style and s.style.reverse)  # type: ignore[arg-type]

    run(place, act)
    assert " ".join("".join(marked).split()) == "Norway and Peru signed a treaty on fish".replace(
        "treaty on", "treatyon"
    )


def test_a_accepts_and_goes_on(place: Path) -> None:
    assert look(place, "a").startswith(" 2 of 3")
    (made,) = run(place, press())
    assert (made.action, made.author, made.subjects[0].document) == ("accept", "Ida", "gull")


def test_r_rejects_with_the_reason_given_before(place: Path) -> None:
    (made,) = run(place, press("w", *"no", "space", *"fish", "enter", "r"))
    assert (made.action, made.reason) == ("reject", "no fish")
    assert "rejected" in look(place, "n", "n")


def test_e_edits_a_choice(place: Path) -> None:
    (made,) = run(place, press("e", "down", "enter", "down", "down", "enter"))
    assert (made.action, made.values) == ("correct", (("status", '"planned"'),))
    assert "status: planned  decision" in look(place, "n", "n")


def test_e_edits_a_text_and_says_what_is_wrong(place: Path) -> None:
    date_field = ("e", "down", "down", "down", "enter", "end", *("backspace" for _ in range(10)))
    wrong = look(place, *date_field, *"soon", "enter")
    assert "date: 'soon' is no day" in wrong
    (made,) = run(place, press(*date_field, *"2031-06", "enter"))
    assert made.values == (("date", '{"start": "2031-06-01", "end": "2031-06-30"}'),)
    assert "when: June 2031" in look(place, "n", "n")


def test_e_left_or_unchanged_writes_nothing(place: Path) -> None:
    assert run(place, press("e", "escape", "e", "down", "enter", "escape", "e", "down", "enter", "enter")) == ()


def test_e_on_the_kind_asks_who_takes_its_roles(place: Path) -> None:
    kinds = "meeting visit agreement trade investment project commitment mediation relation".split()
    down = ["down"] * (kinds.index("relation") - kinds.index("agreement"))
    (made,) = run(place, press("e", "enter", *down, "enter", "enter"))
    assert [name for name, _ in made.values] == ["kind", "actors"]
    assert made.values[0] == ("kind", '"relation"')


def test_m_and_s_join_and_part(place: Path) -> None:
    listed = look(place, "s")
    assert "Which one is of another event?" in listed
    assert "5 May 2031, The [link=x]Gull: Treaty between Norway and Peru" in listed
    (parted,) = run(place, press("s", "enter"))
    assert (parted.action, [s.document for s in parted.subjects]) == ("split", ["gull", "tern"])
    assert "nothing else tells of it together with this one" in look(place, "s")
    assert run(place, press("m", "enter"))[-1].action == "merge"
    assert "Which one is of another event?" in look(place, "s")


def test_u_takes_back_and_returns_to_the_place(place: Path) -> None:
    async def act(pilot: Pilot[None]) -> None:
        await press("a", "r", "u")(pilot)
        assert shown(pilot.app).startswith(" 2 of 3")  # type: ignore[arg-type]
        await press("u")(pilot)
        assert shown(pilot.app).startswith(" 1 of 3")  # type: ignore[arg-type]
        await press("u")(pilot)
        assert "nothing to undo here" in shown(pilot.app)  # type: ignore[arg-type]

    accept, reject, *undone = run(place, act)
    assert [d.undoes for d in undone] == [reject.id, accept.id]
    with Ledger.open(place) as ledger:
        assert {i.state for i in review.queue(ledger)} == {"undecided"}


def test_u_in_a_later_session_takes_back_what_was_decided_here(place: Path) -> None:
    (accept,) = run(place, press("a"))
    assert run(place, press("n", "n", "u"))[-1].undoes == accept.id


def test_n_and_p_move_and_stay_at_the_ends(place: Path) -> None:
    assert look(place, "p").startswith(" 1 of 3")
    assert look(place, "n", "n", "n", "n").startswith(" 3 of 3")
    assert look(place, "n", "n", "p").startswith(" 2 of 3")


def test_q_leaves(place: Path) -> None:
    async def act(pilot: Pilot[None]) -> None:
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app._exit

    assert run(place, act) == ()


def test_hostile_text_is_inert(place: Path) -> None:
    async def act(pilot: Pilot[None]) -> None:
        await press("n", "n")(pilot)
        screen = shown(pilot.app)  # type: ignore[arg-type]
        left = " ".join(line.partition("│")[0].strip() for line in screen.split("\n"))
        assert "Peru and Norway signed [red]a pact[/red] ]0;owned[2Jon ships in July." in left
        assert "title: [b]ships[2J" in screen
        for keys in (("e",), ("escape", "m"), ("escape", "e", "end", "enter")):
            await press(*keys)(pilot)
        every = "".join(s.text for s in segments(pilot.app))  # type: ignore[arg-type]
        assert not {c for c in every if c < " " or c in "\x7f\u202e"}
        assert not any(s.control for s in segments(pilot.app))  # type: ignore[arg-type]

    run(place, act)


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (200, 60)])
def test_other_sizes_do_not_break_it(place: Path, size: tuple[int, int]) -> None:
    assert "1 of 3" in look(place, "e", "escape", "n", "p", size=size)


def test_what_cannot_be_written_is_told_and_one_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bool:
        raise LedgerError("ledger.db: the disk is full; nothing was written")

    monkeypatch.setattr(kept, "add", full)
    screen = look(place, "a")
    assert screen.startswith(" 1 of 3")
    assert "the disk is full" in screen


def test_a_decision_shows_at_once_in_the_other_statements_of_its_document(place: Path) -> None:
    with Ledger.open(place) as ledger:
        session = Session(ledger, review.queue(ledger), "Ida")
        session.judge("accept")
        session.move(-1)
        assert session.item.state == "accepted"
        assert session.written == 1
