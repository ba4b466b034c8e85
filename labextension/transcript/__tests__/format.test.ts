import { expect, it } from 'vitest';

import type { ISegment } from '../data';
import { formatTime, plainText } from '../format';

it.each([
  [0, '0:00'],
  [0.999, '0:00'],
  [59.99, '0:59'],
  [61, '1:01'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [36_061, '10:01:01'],
  [-1, '0:00']
])('shows %d seconds as %s', (seconds, expected) => {
  expect(formatTime(seconds)).toBe(expected);
});

it('writes a segment a line, with its speaker where one is known', () => {
  const base: ISegment = { start: 0, end: 1, speaker: null, text: ' Hello. ', words: [] };
  expect(plainText([base, { ...base, speaker: 'A', text: 'Hi.' }])).toBe('Hello.\nA: Hi.');
});
