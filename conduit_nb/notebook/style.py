"""How outputs look: one small style sheet, for light and dark, in JupyterLab and in saved pages.

Colours come from the theme's own variables where there are some; elsewhere from the page's text
colour, so that an output never brings a background that clashes.
"""

from __future__ import annotations

__all__ = ["ACCENT", "STYLE"]

ACCENT = "#0072b2"  # blue of the Okabe-Ito palette, told apart by all kinds of colour vision

# Jupyter's own rules for tables, paragraphs and code are of two parts; ours have one more.
STYLE = (
    "<style>"
    ".cnb{font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;line-height:1.5;"
    "max-width:860px;color:var(--jp-ui-font-color1,inherit)}"
    ".cnb.cnb-box{border:1px solid var(--jp-border-color2,rgba(128,128,128,.4));border-radius:8px;"
    "padding:12px 16px;margin:4px 0;box-sizing:border-box}"
    ".cnb.cnb-box blockquote.cnb-said{margin:0 0 10px;padding:0;border:0;font-size:14px;"
    "overflow-wrap:anywhere;white-space:pre-wrap}"
    ".cnb audio{width:100%;height:36px;display:block;color-scheme:light dark}"
    "[data-jp-theme-light=true] .cnb audio{color-scheme:light}"
    "[data-jp-theme-light=false] .cnb audio{color-scheme:dark}"
    ".cnb svg.cnb-outline{width:100%;height:40px;display:block;margin:2px 0 8px}"
    ".cnb p.cnb-name.cnb-name{margin:0 0 6px;font-weight:600}"
    ".cnb .cnb-quiet.cnb-quiet{opacity:.8;font-size:12px;margin:6px 0 0}"
    ".cnb .cnb-quiet + .cnb-quiet.cnb-quiet{margin-top:2px}"
    ".cnb ul.cnb-list.cnb-list{margin:2px 0 0;padding-left:18px}"
    ".cnb table.cnb-table{border-collapse:collapse;margin:0;font-size:13px;border:0}"
    ".cnb table.cnb-table caption{text-align:left;font-weight:600;padding:4px 0 6px;"
    "caption-side:top;color:inherit}"
    ".cnb table.cnb-table th,.cnb table.cnb-table td{text-align:left;vertical-align:top;"
    "padding:4px 16px 4px 0;border:0;overflow-wrap:break-word;max-width:360px;white-space:normal;"
    "border-bottom:1px solid var(--jp-border-color2,rgba(128,128,128,.3))}"
    ".cnb table.cnb-table tr{background:none}"
    ".cnb table.cnb-table thead th,.cnb table.cnb-table tbody th{font-weight:600;"
    "white-space:nowrap}"
    ".cnb table.cnb-table .cnb-n{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}"
    ".cnb table.cnb-table tfoot th,.cnb table.cnb-table tfoot td{font-weight:600;border-bottom:0}"
    ".cnb pre.cnb-text.cnb-text{white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere;"
    "margin:0;font-size:13px;font-family:var(--jp-code-font-family,monospace)}"
    "</style>"
)
