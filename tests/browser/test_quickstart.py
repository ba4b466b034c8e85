"""The quickstart in JupyterLab, in a real Chromium, as a newcomer sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbconvert import HTMLExporter
from playwright.sync_api import Error, Page, expect

if TYPE_CHECKING:
    from tests.browser.lab import Lab

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots"
NOTEBOOK = "01_quickstart.ipynb"


def _open(page: Page, lab: Lab) -> None:
    """Opens the notebook; Lab takes a while to start, so the first tries are refused."""
    page.goto("about:blank")
    for _ in range(120):
        try:
            page.goto(lab.address(NOTEBOOK))
            break
        except Error as error:
            if "ERR_CONNECTION_REFUSED" not in str(error):
                raise
            page.wait_for_timeout(500)
    page.wait_for_function("window.jupyterapp !== undefined")
    expect(page.locator(".jp-Notebook").first).to_be_visible()


def _run_all(page: Page) -> None:
    """Runs every cell and waits for the kernel to come to rest."""
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    )
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        """() => {
          const cells = window.jupyterapp.shell.currentWidget.content.widgets
            .filter(cell => cell.model.type === 'code');
          return cells.length > 0 && cells.every(cell => cell.model.executionCount);
        }""",
        timeout=300_000,
    )


def _outputs(page: Page) -> list[dict[str, Any]]:
    script = (
        "JSON.stringify(window.jupyterapp.shell.currentWidget.content.widgets"
        ".filter(c => c.model.type === 'code').flatMap(c => c.model.outputs.toJSON()))"
    )
    outputs: list[dict[str, Any]] = json.loads(page.evaluate(script))
    return outputs


def _picture_for_the_readme(page: Page) -> None:
    """Keeps one picture with the transcript and the cost, the cells between them put aside."""
    page.set_viewport_size({"width": 1120, "height": 850})
    page.evaluate(
        """async () => {
          const app = window.jupyterapp;
          await app.commands.execute('application:toggle-left-area');
          const cells = app.shell.currentWidget.content.widgets;
          cells.forEach(cell => {
            const source = cell.model.sharedModel.source;
            if (!/^%(load_ext|transcribe|conduit cost)/.test(source)) { cell.hide(); }
          });
        }"""
    )
    page.locator(".cnb-card").first.scroll_into_view_if_needed()
    expect(page.locator(".cnb-card").first).to_be_visible()
    page.screenshot(path=PICTURES / "quickstart.png")


@pytest.fixture
def quickstart(page: Page, lab: Lab) -> Page:
    """Returns the page after Run All, with all outputs cleared before it."""
    _open(page, lab)
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    _run_all(page)
    return page


def test_run_all_shows_the_transcript_with_its_player_and_the_cost_chart(quickstart: Page) -> None:
    """No cell fails; the card, the waveform and the chart are on the page; a picture is kept."""
    page = quickstart
    assert [o for o in _outputs(page) if o["output_type"] == "error"] == []
    card = page.locator(".cnb-card").first
    card.scroll_into_view_if_needed()
    expect(card).to_be_visible()
    expect(card.locator(".cnb-play")).to_be_visible()
    expect(card.locator(".cnb-wave")).to_be_visible()
    expect(card.get_by_text("Mr. John Dashwood")).to_be_visible()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "quickstart_transcript.png")
    chart = page.locator(".jp-RenderedSVG, .jp-RenderedImage").last
    chart.scroll_into_view_if_needed()
    expect(chart).to_be_visible()
    page.screenshot(path=PICTURES / "quickstart_cost.png")
    _picture_for_the_readme(page)


def test_a_click_on_a_segment_plays_it_and_marks_it(quickstart: Page) -> None:
    """The row becomes the current one while the audio is at its place."""
    card = quickstart.locator(".cnb-card").first
    card.scroll_into_view_if_needed()
    rows = card.locator(".cnb-row")
    rows.nth(1).locator(".cnb-text").click()
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    card.locator(".cnb-play").click()


def test_the_card_is_accessible(quickstart: Page) -> None:
    """The reference checker, axe, finds nothing to object to in our card."""
    quickstart.locator(".cnb-card").first.scroll_into_view_if_needed()
    found = Axe().run(quickstart, context=".cnb-card")
    assert found.violations_count == 0, found.generate_report()


def test_a_saved_page_shows_the_same_card_without_jupyter(page: Page, tmp_path: Path) -> None:
    """HTML of nbconvert plays and marks segments too, offline."""
    notebook = nbformat.read(Path(__file__).resolve().parents[2] / "notebooks" / NOTEBOOK, 4)
    saved = tmp_path / "page.html"
    saved.write_text(HTMLExporter().from_notebook_node(notebook)[0])
    page.route("http*://**", lambda route: route.abort())  # No network for a saved page.
    page.goto(saved.as_uri())
    card = page.locator(".cnb-card").first
    expect(card).to_be_visible()
    row = card.locator(".cnb-row").nth(1)
    row.locator(".cnb-text").click()
    expect(row).to_have_attribute("aria-current", "true")
    PICTURES.mkdir(parents=True, exist_ok=True)
    card.screenshot(path=PICTURES / "saved_page.png")
