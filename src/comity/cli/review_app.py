"""The terminal in which statements are reviewed: the quote on the left, the fields on the right, one key a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

from comity.api.notation import typed
from comity.cli.review_screens import Ask, Pick
from comity.cli.review_session import Session
from comity.model import Action, ComityError
from comity.present import review_view as view
from comity.present.clean import one_line
from comity.present.wording import CountryName
from comity.reconcile.fields import GENERAL, choices_of, readers_of

NOT_SAID = "(not said)"
_HINTS = {
    "actors": "name|country|role; name|country|role",
    "place": "Paris|FRA",
    "date": "2024-11-05, 2024-11-05/2024-11-07, 2024-11; nothing: not said",
    "period": "2024-01-01/2024-08-31, 2024-11, 2024; nothing: not said",
    "money": "about 4.2 billion USD; nothing: not said",
    "percent": "44.7 or -7; nothing: not said",
    "count": "36; nothing: not said",
    "terms": "oil; uranium; nothing: not said",
    "topics": "trade; culture; nothing: not said",
    "flag": "yes or no",
}


class ReviewApp(App[None]):
    """Shows a session; what a key does is in `Session`."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #head, #note { height: 1; padding: 0 1; }
    #head { background: $panel; }
    #passage { width: 1fr; padding: 0 1; border-right: solid $panel; }
    #fields { width: 1fr; padding: 0 1; }
    Ask, Pick { align: center middle; }
    .asked { width: 90%; height: auto; max-height: 90%; padding: 0 1; background: $surface; border: round $primary; }
    .asked OptionList { height: auto; max-height: 16; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("a", "judge('accept')", "Accept"),
        ("e", "edit", "Edit"),
        ("r", "judge('reject')", "Reject"),
        ("m", "link('merge')", "Merge"),
        ("s", "link('split')", "Split"),
        ("u", "undo", "Undo"),
        ("w", "why", "Why"),
        ("n", "move(1)", "Next"),
        ("p", "move(-1)", "Prev"),
        ("q", "quit", "Quit"),
    ]

    def __init__(self, session: Session, name: CountryName) -> None:
        super().__init__()
        self._session, self._name_of = session, name

    def compose(self) -> ComposeResult:
        """A line over two halves over a line over the keys."""
        yield Static(id="head")
        with Horizontal():
            with VerticalScroll(id="passage"):
                yield Static(id="quote")
            with VerticalScroll(id="fields"):
                yield Static(id="values")
        yield Static(id="note")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the first statement."""
        self._show("Every key is written at once; u takes it back.")

    def action_judge(self, action: Action) -> None:
        """Accept or reject."""
        self._do(lambda: self._session.judge(action))

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._do(self._session.undo)

    def action_move(self, by: int) -> None:
        """Go on or back."""
        self._session.move(by)
        self._show()

    @work(exclusive=True)
    async def action_why(self) -> None:
        """Ask for the reason of the next decision."""
        reason = await self.push_screen_wait(Ask("Why (goes with the next decision)?", value=self._session.reason))
        if reason is not None:
            self._session.reason = reason
            self._show()

    @work(exclusive=True)
    async def action_edit(self) -> None:
        """Ask for a field and its value."""
        statement = self._session.item.statement
        names = (*GENERAL, *readers_of(statement.kind))
        shown = {name: one_line(typed(statement, name)) for name in names}
        listed = [Text.assemble((f"{name}: ", "dim"), shown[name] or NOT_SAID) for name in names]
        chosen = await self.push_screen_wait(Pick("Which field?", listed))
        if chosen is None:
            return
        field = names[chosen]
        value = await self._value(statement.kind, field, shown[field])
        if value is None or value == shown[field]:
            return
        told = {field: value}
        if field == "kind":  # Its roles are others.
            actors = await self.push_screen_wait(Ask("Who?", value=shown["actors"], hint=_HINTS["actors"]))
            if actors is None:
                return
            told["actors"] = actors
        self._do(lambda: self._session.correct(told))

    @work(exclusive=True)
    async def action_link(self, action: Action) -> None:
        """Ask which other statement is meant."""
        try:
            others = self._session.beside(together=action == "split")
        except ComityError as error:
            self._show(str(error), wrong=True)
            return
        if not others:
            what = "tells of it together with this one" if action == "split" else "is like this one"
            self._show(f"nothing else {what}", wrong=True)
            return
        width = max(self.size.width * 9 // 10 - 8, 20)
        listed = [
            view.choice(o.statement, self._name_of, where=o.document.publisher or o.document.id, width=width)
            for o in others
        ]
        question = "Which one tells of the same event?" if action == "merge" else "Which one is of another event?"
        chosen = await self.push_screen_wait(Pick(question, listed))
        if chosen is not None:
            self._do(lambda: self._session.link(action, others[chosen].statement.id))

    async def _value(self, kind: str, field: str, now: str) -> str | None:
        words = choices_of(kind, field)
        if not words:
            hint = _HINTS.get(field) or _HINTS.get(readers_of(kind).get(field, ""), "nothing: not said")
            return await self.push_screen_wait(Ask(f"{field}?", value=now, hint=hint))
        shown = words if field in GENERAL else (*words, NOT_SAID)
        at = shown.index(now) if now in shown else len(shown) - 1
        chosen = await self.push_screen_wait(Pick(f"{field}?", [Text(word) for word in shown], at=at))
        if chosen is None:
            return None
        return "" if shown[chosen] == NOT_SAID else shown[chosen]

    def _do(self, act: Callable[[], str]) -> None:
        try:
            told = act()
        except ComityError as error:
            self._show(str(error), wrong=True)
        else:
            self._show(told)

    def _show(self, note: str = "", *, wrong: bool = False) -> None:
        session, item = self._session, self._session.item
        article = session.article()
        place = (session.at + 1, len(session))
        self.query_one("#head", Static).update(view.heading(item.statement, item.state, *place))
        self.query_one("#quote", Static).update(view.passage(item.statement, article))
        told = view.fields(item.statement, article, self._name_of, failed=item.failed, decisions=item.decisions)
        self.query_one("#values", Static).update(told)
        why = f"why: {session.reason}" if session.reason else ""
        line = Text(one_line(note or why), style="red" if wrong else "dim", no_wrap=True, overflow="ellipsis")
        self.query_one("#note", Static).update(line)
        for pane in ("#passage", "#fields"):
            self.query_one(pane).scroll_home(animate=False)
