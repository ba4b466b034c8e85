import { expect, it } from 'vitest';

import type { IWord } from '../data';
import { locate, WordMarks } from '../words';

function words(...texts: string[]): IWord[] {
  return texts.map((text, i) => ({ start: i, end: i + 1, text, confidence: null }));
}

function located(text: string, ...spoken: string[]): string[] {
  return locate(text, words(...spoken)).map(({ from, to }) => `${String(from)}-${String(to)}`);
}

it('finds each word after the one before it', () => {
  expect(located('no, no more', 'no', 'no', 'more')).toEqual(['0-2', '4-6', '7-11']);
});

it('leaves out a word that the text does not have', () => {
  expect(located('one three', ' one ', 'two', 'three', '')).toEqual(['0-3', '4-9']);
});

it('marks the word that is spoken and puts the same text back', () => {
  const host = document.createElement('span');
  const text = 'It was, as ever, <b>late</b>.';
  const segment = { start: 0, end: 3, speaker: null, text, words: words('It', 'was', 'late') };
  const marks = new WordMarks(host, segment);
  const current = (): (string | null)[] =>
    Array.from(host.querySelectorAll('.cnb-word-current'), node => node.textContent);

  marks.mark(-1);
  expect(current()).toEqual([]);
  marks.mark(1.5);
  expect(current()).toEqual(['was']);
  marks.mark(9);
  expect(current()).toEqual(['late']);
  expect(host.textContent).toBe(text);
  marks.dispose();
  expect(host.children).toHaveLength(0);
  expect(host.textContent).toBe(text);
});
