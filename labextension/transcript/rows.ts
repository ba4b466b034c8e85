/** The segments as rows: a time stamp, the speaker where one is known, the text. */

import type { ISegment, ITranscript } from './data';
import { element } from './dom';
import { formatTime } from './format';
import { WordMarks } from './words';

interface IRow {
  readonly segment: ISegment;
  readonly node: HTMLElement;
  readonly stamp: HTMLElement;
  readonly text: HTMLElement;
}

/** Space kept between the current row and the edge of the list, in pixels. */
const MARGIN = 8;

export class Rows {
  readonly node: HTMLElement;
  private readonly rows: readonly IRow[];
  private current: IRow | null = null;
  private words: WordMarks | null = null;
  /** The one row that Tab reaches; the arrow keys move it. */
  private reachable: IRow | null = null;

  /** @param onPlay - receives seconds; null where there is nothing to play: rows are plain text */
  constructor(
    transcript: ITranscript,
    private readonly onPlay: ((seconds: number) => void) | null
  ) {
    this.rows = transcript.segments.map(segment => makeRow(segment, onPlay !== null));
    this.node = element('div', 'cnb-rows', { role: 'list', 'aria-label': 'Segments' });
    this.node.append(...this.rows.map(row => row.node));
    if (transcript.language !== null) {
      this.node.lang = transcript.language;
    }
    if (onPlay === null) {
      this.node.tabIndex = 0; // so that the keyboard can scroll it
    } else {
      this.node.classList.add('cnb-playable');
      this.node.addEventListener('click', this.onClick);
      this.node.addEventListener('keydown', this.onKey);
      this.reach(this.rows[0] ?? null);
    }
  }

  /** Marks the segment, and the word, spoken at a time in seconds; null marks none. */
  mark(time: number | null): void {
    const row = time === null ? null : this.rowAt(time);
    if (row !== this.current) {
      this.current?.node.classList.remove('cnb-current');
      this.current?.node.removeAttribute('aria-current');
      this.words?.dispose();
      this.words = row === null ? null : new WordMarks(row.text, row.segment);
      this.current = row;
      if (row !== null) {
        row.node.classList.add('cnb-current');
        row.node.setAttribute('aria-current', 'true');
        this.reveal(row.node);
      }
    }
    if (time !== null) {
      this.words?.mark(time);
    }
  }

  /** Shows only the rows whose text or speaker has the query; returns how many there are. */
  filter(query: string): number {
    const wanted = query.trim().toLowerCase();
    for (const { node, segment } of this.rows) {
      const content = `${segment.speaker ?? ''} ${segment.text}`.toLowerCase();
      node.hidden = !content.includes(wanted);
    }
    const visible = this.visible();
    if (this.onPlay !== null && (this.reachable?.node.hidden ?? true)) {
      this.reach(visible[0] ?? null);
    }
    return visible.length;
  }

  private visible(): readonly IRow[] {
    return this.rows.filter(row => !row.node.hidden);
  }

  /** The last segment that has begun: rows are in order of their start. */
  private rowAt(time: number): IRow | null {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = this.rows[middle]?.segment.start ?? Infinity;
      if (start <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.rows[low - 1] ?? null;
  }

  /** Scrolls the list, never the page. */
  private reveal(row: HTMLElement): void {
    const list = this.node;
    const top = row.offsetTop - MARGIN;
    const bottom = row.offsetTop + row.offsetHeight + MARGIN;
    if (top < list.scrollTop) {
      list.scrollTop = Math.max(0, top);
    } else if (bottom > list.scrollTop + list.clientHeight) {
      list.scrollTop = bottom - list.clientHeight;
    }
  }

  private reach(row: IRow | null): void {
    this.reachable?.stamp.setAttribute('tabindex', '-1');
    row?.stamp.setAttribute('tabindex', '0');
    this.reachable = row;
  }

  private rowOf(target: EventTarget | null): IRow | null {
    const inside = target instanceof Node ? target : null;
    return this.rows.find(row => row.node.contains(inside)) ?? null;
  }

  private readonly onClick = (event: MouseEvent): void => {
    const row = this.rowOf(event.target);
    const selection = document.getSelection();
    const selecting =
      row !== null && selection?.isCollapsed === false && selection.containsNode(row.node, true);
    if (row !== null && !selecting) {
      this.reach(row);
      this.onPlay?.(row.segment.start);
    }
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const row = this.rowOf(event.target);
    if (row === null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault(); // the button would click too
      this.onPlay?.(row.segment.start);
      return;
    }
    const visible = this.visible();
    const at = visible.indexOf(row);
    const targets: Readonly<Record<string, IRow | undefined>> = {
      ArrowUp: visible[at - 1],
      ArrowDown: visible[at + 1],
      Home: visible[0],
      End: visible.at(-1)
    };
    if (event.key in targets) {
      event.preventDefault();
      const next = targets[event.key] ?? row;
      this.reach(next);
      next.stamp.focus({ preventScroll: true });
      this.reveal(next.node);
    }
  };
}

function makeRow(segment: ISegment, playable: boolean): IRow {
  const time = formatTime(segment.start);
  const stamp = playable
    ? element(
        'button',
        'cnb-stamp',
        { type: 'button', tabindex: -1, 'aria-label': `Play from ${time}` },
        time
      )
    : element('span', 'cnb-stamp', {}, time);
  const text = element('span', 'cnb-text', { dir: 'auto' }, segment.text);
  const body = element('div', 'cnb-body');
  if (segment.speaker !== null) {
    body.append(element('span', 'cnb-speaker', {}, segment.speaker), ' ');
  }
  body.append(text);
  const node = element('div', 'cnb-row', { role: 'listitem' }, stamp, body);
  return { segment, node, stamp, text };
}
