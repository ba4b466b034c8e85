"""Tables: HTML that can be read aloud, text that lines up, and a DataFrame."""

from __future__ import annotations

from conduit_nb.notebook.tables import Column, Table, facts

TABLE = Table(
    caption="Things <1>",
    columns=(Column("thing"), Column("count", numeric=True)),
    rows=(("apple", "1,000"), ("<pear>", "2")),
    total=("in all", "1,002"),
    notes=("A & B.",),
)


def test_html_is_escaped_and_has_scopes() -> None:
    """Caption, column heads and row heads are told apart; figures stand right."""
    html = TABLE.html()
    assert "<caption>Things &lt;1&gt;</caption>" in html
    assert '<th scope="col" class="cnb-n">count</th>' in html
    assert '<th scope="row">&lt;pear&gt;</th><td class="cnb-n">2</td>' in html
    assert "<tfoot><tr>" in html
    assert "A &amp; B." in html


def test_text_lines_up() -> None:
    """Figures to the right, words to the left."""
    assert TABLE.text().splitlines() == [
        "Things <1>",
        "thing   count",
        "------  -----",
        "apple   1,000",
        "<pear>      2",
        "in all  1,002",
        "A & B.",
    ]


def test_long_cells_are_wrapped_and_control_characters_go() -> None:
    """A terminal is never steered by a cell."""
    table = facts("Facts", [("name", "word " * 20), ("odd", "a\x1b[2Jb")])
    lines = table.text().splitlines()
    assert max(map(len, lines)) <= 4 + 2 + 44
    assert "\x1b" not in table.text()
    assert "<thead>" not in table.html()


def test_it_shows_itself() -> None:
    """In both forms."""
    assert TABLE._repr_mimebundle_(include=None, exclude=None) == {
        "text/html": TABLE.html(),
        "text/plain": TABLE.text(),
    }
    assert str(TABLE) == TABLE.text()


def test_it_becomes_a_frame() -> None:
    """Without the total, which is no row of its own."""
    frame = TABLE.to_frame()
    assert list(frame.columns) == ["thing", "count"]
    assert frame.to_numpy().tolist() == [["apple", "1,000"], ["<pear>", "2"]]


def test_an_empty_table_has_its_caption_and_notes() -> None:
    """No row is no error."""
    table = Table(caption="None", columns=(Column("x"),), rows=(), notes=("Nothing.",))
    assert table.text().splitlines() == ["None", "x", "-", "Nothing."]
    assert "<tbody></tbody>" in table.html()
