"""Progress: at most ten times a second by the clock it is given, and accessible."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.protocols import Partial, Progress
from conduit_nb.core.transcript import Segment
from conduit_nb.notebook.progress import DisplayPlace, Meter, TerminalPlace, place_for

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from conduit_nb.testing.calls import FakeClock
    from conduit_nb.testing.session import RecordedPlace


def at(done: float, text: str | None = None) -> Progress:
    """Returns a report of seconds done."""
    partial = None
    if text is not None:
        segment = Segment(text=text, start=0.0, end=done)
        partial = Partial(index=0, segment=segment, final=False, position=done)
    return Progress(done=done, total=100.0, unit="s", partial=partial)


def test_it_shows_at_most_ten_times_a_second(place: RecordedPlace, clock: FakeClock) -> None:
    """A thousand reports in a second make at most eleven showings."""
    meter = Meter(place, clock.monotonic, total=100.0)
    meter.begin("a")
    for _ in range(1_000):
        clock.advance(0.001)
        meter.report(at(50.0))
    assert 9 <= len(place.shown) <= 11


def test_the_line_tells_how_far_and_how_long(place: RecordedPlace, clock: FakeClock) -> None:
    """Which of how many, how much audio, and about what is left."""
    meter = Meter(place, clock.monotonic, total=200.0, count=2)
    meter.begin("a.wav")
    clock.advance(5.0)
    meter.end(100.0)
    clock.advance(5.0)
    meter.begin("b.wav")
    clock.advance(5.0)
    meter.report(at(50.0))
    assert place.shown[0][1] == "1 of 2 · a.wav · 0:00 of 3:20 of audio"
    assert place.shown[-1][1] == "2 of 2 · b.wav · 2:30 of 3:20 of audio · about 0:05 left"


def test_a_bar_can_be_read_aloud(place: RecordedPlace, clock: FakeClock) -> None:
    """It has its role, its value and its name; every text is escaped."""
    meter = Meter(place, clock.monotonic, total=100.0, partials=True)
    meter.begin("<b>")
    clock.advance(1.0)
    meter.report(at(25.0, text="so <i>it</i>\n goes"))
    html = place.shown[-1][0]
    assert 'role="progressbar"' in html
    assert 'aria-valuenow="25"' in html
    assert "&lt;b&gt;" in html
    assert "so &lt;i&gt;it&lt;/i&gt; goes" in html
    assert "<b>" not in html


def test_a_long_text_shows_its_end(place: RecordedPlace, clock: FakeClock) -> None:
    """What is new is at the end."""
    meter = Meter(place, clock.monotonic, total=100.0, partials=True)
    clock.advance(1.0)
    meter.report(at(1.0, text="word " * 500 + "end"))
    assert "end</p>" in place.shown[-1][0]
    assert len(place.shown[-1][0]) < 5_000


def test_characters_are_counted_as_such(place: RecordedPlace, clock: FakeClock) -> None:
    """Text has no length in seconds before it is spoken."""
    meter = Meter(place, clock.monotonic, total=1_000, unit="characters")
    meter.begin("Speaking")
    assert place.shown[0][1] == "Speaking · 0 of 1,000 characters"


def test_nothing_is_shown_after_the_end(place: RecordedPlace, clock: FakeClock) -> None:
    """A thread may still report."""
    meter = Meter(place, clock.monotonic, total=100.0)
    meter.close(("<p>done</p>", "done"))
    clock.advance(10.0)
    meter.report(at(50.0))
    assert place.shown == [("<p>done</p>", "done")]


def test_without_a_summary_nothing_stays(place: RecordedPlace, clock: FakeClock) -> None:
    """The place is cleared."""
    Meter(place, clock.monotonic, total=1.0).close()
    assert (place.shown, place.cleared) == ([], 1)


def test_more_than_all_is_all(place: RecordedPlace, clock: FakeClock) -> None:
    """A header may promise less than a file holds; 0 in all is no division."""
    meter = Meter(place, clock.monotonic, total=0.0)
    meter.begin("a")
    clock.advance(1.0)
    meter.report(at(5.0))
    assert 'aria-valuenow="0"' in place.shown[-1][0]


def test_a_notebook_has_one_output_that_changes(shell: Any) -> None:
    """It is shown once, then updated, then emptied."""
    place = DisplayPlace()
    place.clear()
    assert shell.display_pub.outputs == []
    place.show("<p>1</p>", "1")
    place.show("<p>2</p>", "2")
    place.clear()
    outputs = shell.display_pub.outputs
    assert [output["data"].get("text/plain") for output in outputs] == ["1", "2", None]
    assert outputs[-1]["data"] == {}
    assert len({output["transient"]["display_id"] for output in outputs}) == 1
    assert [output.get("update", False) for output in outputs] == [False, True, True]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Returns that it is one."""
        return True


def test_a_terminal_has_one_line_that_changes() -> None:
    """Several lines stay."""
    stream = Terminal()
    place = TerminalPlace(stream)
    place.show("", "one")
    place.show("", "two\nthree")
    place.clear()
    assert stream.getvalue() == "\r\x1b[Kone\r\x1b[Ktwo\nthree\n\r\x1b[K"


def test_a_pipe_gets_nothing() -> None:
    """A log is no place for a bar."""
    stream = io.StringIO()
    place = TerminalPlace(stream)
    place.show("", "one")
    place.clear()
    assert stream.getvalue() == ""


@pytest.mark.parametrize(("kernel", "kind"), [(True, DisplayPlace), (False, TerminalPlace)])
def test_the_place_depends_on_the_shell(kernel: bool, kind: type) -> None:
    """A kernel has outputs, a terminal has a line."""
    from typing import cast

    class Shell:
        pass

    shell = Shell()
    if kernel:
        vars(shell)["kernel"] = object()
    assert isinstance(place_for(cast("InteractiveShell", shell)), kind)
