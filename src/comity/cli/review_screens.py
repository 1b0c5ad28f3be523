"""What a reviewer is asked: to choose one of several, or to type a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

_MOST_TYPED = 5000


class Ask(ModalScreen[str | None]):
    """A line to type, with a hint under it; None where it is left with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Leave")]

    def __init__(self, question: str, *, value: str = "", hint: str = "") -> None:
        super().__init__()
        self._question, self._value, self._hint = question, value, hint

    def compose(self) -> ComposeResult:
        """The question, the line, the hint."""
        with Vertical(classes="asked"):
            yield Static(Text(self._question, style="bold"))
            yield Input(value=self._value, max_length=_MOST_TYPED, select_on_focus=False)
            yield Static(Text(self._hint or "Enter keeps it, Escape leaves it.", style="dim"))

    def on_input_submitted(self, told: Input.Submitted) -> None:
        """Give back what was typed."""
        self.dismiss(told.value)


class Pick(ModalScreen[int | None]):
    """Several to choose from; the place of the chosen one, None where it is left with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Leave")]

    def __init__(self, question: str, several: Sequence[Text], *, at: int = 0) -> None:
        super().__init__()
        self._question, self._several, self._at = question, several, at

    def compose(self) -> ComposeResult:
        """The question over the list."""
        with Vertical(classes="asked"):
            yield Static(Text(self._question, style="bold"))
            yield OptionList(*(Option(one) for one in self._several), markup=False)

    def on_mount(self) -> None:
        """Begin at what holds now."""
        self.query_one(OptionList).highlighted = self._at

    def on_option_list_option_selected(self, told: OptionList.OptionSelected) -> None:
        """Give back the place of what was chosen."""
        self.dismiss(told.option_index)
