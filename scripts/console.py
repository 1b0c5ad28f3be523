"""Runs the console blocks of the documentation and pastes what they print, so that no page shows invented output.

A block fenced with ```console holds commands after "$ " and their output. The blocks of one page run in order, in one
empty folder that holds a copy of examples/. An id after `comity show` that no earlier output of the page shows is
replaced by the first id of the output before it, because ids are hashes of what was read.

    python scripts/console.py            pastes the output of every page
    python scripts/console.py --check    says which pages differ, and exits with 1 if one does
"""

import difflib
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/tutorial.md", "docs/how-to/brief-a-minister.md")
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"(?<=^comity show )[0-9a-f]{8,16}\b")
ID = re.compile(r"(?<=\s)[0-9a-f]{8}(?=\s|$)")
COLUMNS = 100
SECONDS = 120
# What differs from run to run: durations, rates and escape sequences that a terminal would swallow.
DURATION = re.compile(r"\b\d+(?:\.\d+)? ?(?:s|ms|seconds)\b|\b\d:\d\d:\d\d\b")
REDRAWN = re.compile(r"\r|\x1b\[2K")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    changed = [name for name in PAGES if (REPO / name).is_file() and not refresh(REPO / name, check)]
    for name in changed:
        print(f"{name} {'differs from what the commands print' if check else 'pasted anew'}", file=sys.stderr)
    return 1 if check and changed else 0


def refresh(page: Path, check: bool) -> bool:
    """Whether the page shows what its commands print; pastes it unless `check`."""
    before = page.read_text("utf-8")
    after = pasted(before)
    if steady(before) == steady(after):
        return True
    if check:
        sys.stderr.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), page.name, "now"))
    else:
        page.write_text(after, "utf-8")
    return False


def pasted(text: str) -> str:
    """The page with the output of its commands as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPO / "examples", Path(folder, "examples"))
        told: list[str] = []
        return BLOCK.sub(lambda block: replayed(block[0], Path(folder), told), text)


def replayed(block: str, folder: Path, told: list[str]) -> str:
    """The block with new output, which is also added to `told`, what the page has shown so far."""
    lines = []
    for command in (line[2:] for line in block.splitlines() if line.startswith("$ ")):
        current = SHOWN.sub(lambda found: known(found[0], told), command)
        told.append(run(current, folder))
        lines.append(f"$ {current}\n{told[-1]}".rstrip())
    return "\n".join(lines) + "\n"


def known(identity: str, told: list[str]) -> str:
    ids = [found[0] for output in reversed(told) for found in ID.finditer(output)]
    return identity if identity in ids or not ids else ids[0]


def run(command: str, folder: Path) -> str:
    """What a terminal of 100 columns shows for a command: standard output and standard error as they come."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    bin_folder = Path(sys.executable).parent
    environment = {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "NO_COLOR": "1",
        "COLUMNS": str(COLUMNS),
    }
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave
    )
    os.close(slave)
    told = drained(master)
    process.wait(SECONDS)
    lines = (REDRAWN.split(line.rstrip("\r"))[-1] for line in told.split("\n"))
    return "\n".join(ESCAPE.sub("", line).expandtabs().rstrip() for line in lines).strip("\n")


def drained(master: int) -> str:
    """Everything written to the terminal until the last program closes it."""
    chunks = []
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # Linux answers EIO when the other end is closed.
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(master)
    return b"".join(chunks).decode("utf-8", "replace")


def steady(text: str) -> str:
    """The text without what differs from run to run."""
    return DURATION.sub("0 s", text)


def shown(text: str) -> list[str]:
    """The lines inside the console blocks, without ids."""
    return [ID.sub("", line).rstrip() for block in BLOCK.finditer(text) for line in block[0].splitlines() if line]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
