"""Writes the generated part of the reference: a page a kind from src/comity/kinds/, and the page of the command."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
KINDS = REPO / "src" / "comity" / "kinds"
REFERENCE = REPO / "docs" / "reference"
# The slots of a kind that is made of figures; its kind.toml names only the words of each flow.
SERIES = (
    ["`flow`", "words of the flow", "`total`, `exports`, `imports`, `balance`"],
    ["`value`", "money", ""],
    ["`growth`, `share`", "percent", ""],
    ["`period`", "period", ""],
    ["`commodities`", "terms", ""],
    ["`target`", "words of an aim", "true where it is an aim for the future"],
)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def main() -> None:
    pages = {**kind_pages(), "command.md": command_page()}
    for name, text in pages.items():
        target = REFERENCE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def kind_pages() -> dict[str, str]:
    """Pages by path below docs/reference/."""
    from comity.kinds import load

    kinds = load()
    raw = {name: tomllib.loads((KINDS / name / "kind.toml").read_text("utf-8")) for name in kinds}
    pages = {f"kinds/{name}.md": kind_page(name, raw[name]) for name in kinds}
    return {**pages, "kinds/index.md": kinds_index(raw)}


def kinds_index(raw: Mapping[str, Mapping[str, Any]]) -> str:
    rows = ([f"[`{name}`]({name}.md)", one_line(kind["about"]), codes(kind["roles"])] for name, kind in raw.items())
    lead = (
        "A kind is a folder of data under `src/comity/kinds/`; these pages are written from those folders. "
        "The examples are tests; where they name no date, they are read as if published on 7 November 2024."
    )
    return f"# Kinds\n\n{lead}\n\n{table(['kind', 'what it is', 'roles'], rows)}\n"


def kind_page(name: str, kind: Mapping[str, Any]) -> str:
    examples = tomllib.loads((KINDS / name / "examples.toml").read_text("utf-8"))
    least = kind.get("least", 2)
    parts = [
        f"# {kind['title']}",
        one_line(kind["about"]),
        f"Roles: {codes(kind['roles'])}; at least {least} {'country' if least == 1 else 'countries'} between them.",
        "## Slots\n\n" + slots(kind),
        "## Examples\n\n" + "\n\n".join(map(example, examples["example"])),
        "## Not of this kind\n\n" + "\n\n".join(map(example, examples["counter_example"])),
        note(name),
    ]
    return "\n\n".join(parts) + "\n"


def slots(kind: Mapping[str, Any]) -> str:
    rows = [[f"`{rule['name']}`", rule["read"], codes(values(rule))] for rule in kind.get("slot", ())]
    rows += list(SERIES) if "series" in kind else []
    return table(["slot", "read as", "values"], rows) if rows else "This kind has no slots of its own."


def values(rule: Mapping[str, Any]) -> list[str]:
    return [v for v in dict.fromkeys((*rule.get("choices", ()), rule.get("default", ""))) if v]


def example(row: Mapping[str, Any]) -> str:
    """The sentence as a quotation, then each other field of the table on a line of its own."""
    told = [f"- {key}: {inline(value)}" for key, value in row.items() if key not in {"text", "statements", "expect"}]
    told.extend(f"- {inline(statement)}" for statement in row.get("statements", row.get("expect", ())))
    return "\n".join([f"> {one_line(row['text'])}", "", *told]).rstrip()


def inline(value: Any) -> str:
    """A value of examples.toml in one line; two days are a stretch of time."""
    match value:
        case {"countries": _, **rest}:
            return ", ".join(part for part in (inline(value["countries"]), inline(rest)) if part)
        case dict():
            return ", ".join(f"{key} {inline(inner)}" for key, inner in value.items())
        case [str() as first, str() as last] if DAY.fullmatch(first) and DAY.fullmatch(last):
            return f"`{first}`" if first == last else f"`{first}` to `{last}`"
        case list():
            return " and ".join(map(inline, value))
        case _:
            return f"`{value}`"


def note(name: str) -> str:
    """The kind's README below its first heading, headings one level down."""
    lines = (KINDS / name / "README.md").read_text("utf-8").strip().splitlines()
    body = lines[1:] if lines and lines[0].startswith("# ") else lines
    return "## Where it ends\n" + "\n".join(f"#{line}" if line.startswith("#") else line for line in body)


def command_page() -> str:
    """The help of `comity` and of each of its commands, as tables."""
    from typer.main import get_command

    from comity.cli import app

    parts = ["# The command", "Text goes to standard output, progress and diagnostics to standard error."]

    def tell(command: Any, path: str) -> None:
        parts.extend([f"## `{path}`", one_line(command.help or ""), parameters(command, path)])
        for inner in getattr(command, "commands", {}).values():
            tell(inner, f"{path} {inner.name}")

    tell(get_command(app), "comity")
    return "\n\n".join(part for part in parts if part) + "\n"


def parameters(command: Any, path: str) -> str:
    context = command.context_class(command, info_name=path)
    records = [p.get_help_record(context) for p in command.get_params(context)]
    rows = [[f"`{record[0]}`", one_line(record[1])] for record in records if record and "--help" not in record[0]]
    return table(["option", "what it does"], rows) if rows else ""


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
