"""How outputs look: one small style sheet, for light and dark, in JupyterLab and in saved pages.

Colours come from the theme's own variables where there are some; elsewhere from the page's text
colour, so that an output never brings a background that clashes.
"""

from __future__ import annotations

__all__ = ["ACCENT", "STYLE"]

ACCENT = "#0072b2"  # blue of the Okabe-Ito palette, told apart by all kinds of colour vision

STYLE = (
    "<style>"
    ".cnb{font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;line-height:1.5;"
    "max-width:860px;color:var(--jp-ui-font-color1,inherit)}"
    ".cnb-box{border:1px solid var(--jp-border-color2,rgba(128,128,128,.4));border-radius:8px;"
    "padding:12px 16px;margin:4px 0}"
    ".cnb-box blockquote{margin:0 0 10px;padding:0;border:0;font-size:14px;"
    "overflow-wrap:anywhere;white-space:pre-wrap}"
    ".cnb audio{width:100%;height:36px;display:block}"
    ".cnb svg.cnb-outline{width:100%;height:40px;display:block;margin:2px 0 8px}"
    ".cnb-quiet{opacity:.78;font-size:12px;margin:8px 0 0}"
    ".cnb-quiet ul{margin:0;padding-left:18px}"
    ".cnb table{border-collapse:collapse;margin:0;font-size:13px}"
    ".cnb caption{text-align:left;font-weight:600;padding:4px 0 6px;caption-side:top;"
    "color:inherit}"
    ".cnb th,.cnb td{text-align:left;vertical-align:top;padding:4px 16px 4px 0;background:none;"
    "border:0;border-bottom:1px solid var(--jp-border-color2,rgba(128,128,128,.3));"
    "overflow-wrap:break-word;max-width:360px;white-space:normal}"
    ".cnb thead th{font-weight:600;white-space:nowrap}"
    ".cnb .cnb-n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".cnb tfoot td,.cnb tfoot th{font-weight:600;border-bottom:0}"
    ".cnb pre{white-space:pre-wrap;margin:0;font-family:var(--jp-code-font-family,monospace)}"
    "</style>"
)
