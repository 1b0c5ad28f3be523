"""The dossier in a real browser: it asks for nothing, and every link inside it arrives at something to be seen."""

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest

from comity.analyse import Dossier
from comity.present import html
from comity.resolve import country_name

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --virtual-time-budget=20000"
).split()
# Follows links inside the page, all of them or as many as the browser lets a script follow at once, evenly chosen, and
# notes those after which nothing that can be seen is the target.
FOLLOW = """<script>
(async () => {
  const all = [...document.querySelectorAll('a[href^="#"]')], lost = [];
  const step = Math.ceil(all.length / 150), links = all.filter((_, at) => at % step === 0);
  for (const link of links) {
    link.click();
    await new Promise(done => setTimeout(done, 1));
    const target = document.querySelector(':target');
    const there = target && '#' + target.id === decodeURIComponent(link.hash) && target.checkVisibility();
    if (!there) lost.push(link.hash);
  }
  document.documentElement.dataset.followed = links.length * step;
  document.documentElement.dataset.lost = lost.join(' ');
})();
</script>"""


@pytest.fixture(params=["few statements", "many statements"])
def page(request: pytest.FixtureRequest, dossier: Dossier, hot: ModuleType) -> str:
    told = dossier if request.param == "few statements" else hot.dossier(80, since=date(2024, 1, 1))
    return html.dossier(told, country_name)


def opened(folder: Path, page: str) -> tuple[str, set[str]]:
    """The page's elements once it has settled, and the hosts that the browser was asked to load from."""
    file, log = folder / "page.html", folder / "net.json"
    file.write_text(page, "utf-8")
    own = (f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}", "--dump-dom", file.as_uri())
    done = subprocess.run([str(BROWSER), *QUIET, *own], capture_output=True, text=True, check=True, timeout=120)
    asked = re.findall(
        r'"url":"(https?://[^"]+)"', json.dumps(json.loads(log.read_text("utf-8")), separators=(",", ":"))
    )
    return done.stdout, {urlsplit(url).hostname or "" for url in asked}


def test_the_page_asks_for_nothing(page: str, tmp_path: Path) -> None:
    elements, hosts = opened(tmp_path, page)
    assert ".example" in elements
    assert not {host for host in hosts if host.endswith(".example")}


def test_a_page_that_asks_would_be_caught(tmp_path: Path) -> None:
    assert "img.example" in opened(tmp_path, '<img src="https://img.example/x.png">')[1]


def test_the_page_keeps_what_is_slipped_into_it_from_running(page: str, tmp_path: Path) -> None:
    slipped = '<img src="https://img.example/x.png"><script>document.title = "ran"</script>'
    elements, hosts = opened(tmp_path, page.replace("</main>", f"{slipped}</main>"))
    assert "<title>ran</title>" not in elements
    assert "img.example" not in hosts


def test_every_link_inside_the_page_shows_its_target(page: str, tmp_path: Path) -> None:
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    assert policy.search(page)
    elements, _ = opened(tmp_path, policy.sub("", page).replace("</body>", f"{FOLLOW}</body>"))
    followed = re.search(r'data-followed="(\d+)"', elements)
    assert followed
    assert int(followed[1]) >= page.count('href="#') > 10
    assert 'data-lost=""' in elements
