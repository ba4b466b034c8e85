/** Marks the word that is spoken, inside the text of one segment. */

import type { ISegment, IWord } from './data';
import { element } from './dom';

export interface IRange {
  readonly from: number;
  readonly to: number;
  readonly word: IWord;
}

/** Where each word stands in the text; a word that the text does not have is left out. */
export function locate(text: string, words: readonly IWord[]): readonly IRange[] {
  const ranges: IRange[] = [];
  let from = 0;
  for (const word of words) {
    const spoken = word.text.trim();
    const at = spoken === '' ? -1 : text.indexOf(spoken, from);
    if (at >= 0) {
      ranges.push({ from: at, to: at + spoken.length, word });
      from = at + spoken.length;
    }
  }
  return ranges;
}

/**
 * The words of the current segment as elements of their own.
 *
 * Only one segment is split at a time: hours of speech would otherwise be tens of thousands of
 * elements in a notebook.
 */
export class WordMarks {
  private readonly spans: readonly { readonly node: HTMLElement; readonly word: IWord }[];
  private marked: HTMLElement | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly segment: ISegment
  ) {
    const { text } = segment;
    const parts: (Node | string)[] = [];
    let done = 0;
    this.spans = locate(text, segment.words).map(({ from, to, word }) => {
      const node = element('span', 'cnb-word', {}, text.slice(from, to));
      parts.push(text.slice(done, from), node);
      done = to;
      return { node, word };
    });
    if (this.spans.length > 0) {
      host.replaceChildren(...parts, text.slice(done));
    }
  }

  /** Marks the word spoken at a time in seconds: the last one that has begun. */
  mark(time: number): void {
    const spoken = this.spans.findLast(({ word }) => word.start <= time)?.node ?? null;
    if (spoken !== this.marked) {
      this.marked?.classList.remove('cnb-word-current');
      spoken?.classList.add('cnb-word-current');
      this.marked = spoken;
    }
  }

  /** Puts the plain text back. */
  dispose(): void {
    if (this.spans.length > 0) {
      this.host.textContent = this.segment.text;
    }
  }
}
