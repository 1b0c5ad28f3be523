"""While processes start, a signal waits, whichever thread it is delivered to."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from comity.scale.inside import undisturbed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def another_thread() -> Iterator[None]:
    """A thread that lets every signal in."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


@pytest.mark.usefixtures("another_thread")
def test_an_interrupt_waits_for_the_end_of_the_start() -> None:
    reached: list[str] = []

    def start() -> None:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.1)
            reached.append("the end")

    with pytest.raises(KeyboardInterrupt):
        start()
    assert reached == ["the end"]


@pytest.mark.usefixtures("another_thread")
def test_handlers_are_as_they_were() -> None:
    before = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)]
    with undisturbed():
        pass
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)] == before
