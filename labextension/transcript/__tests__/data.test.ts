import { describe, expect, it } from 'vitest';

import { parseTranscript, type ITranscript } from '../data';
import { bundle, segment } from './fixtures';

function reason(value: unknown): string {
  const parsed = parseTranscript(value);
  return parsed.ok ? 'it was read' : parsed.reason;
}

function read(value: unknown): ITranscript {
  const parsed = parseTranscript(value);
  if (!parsed.ok) {
    throw new Error(parsed.reason);
  }
  return parsed.transcript;
}

describe('parseTranscript', () => {
  it('reads a whole bundle', () => {
    const transcript = read(bundle());
    expect(transcript.title).toBe('reading.flac');
    expect(transcript.segments.map(s => s.text)).toEqual(['It was', 'the best', 'of times']);
    expect(transcript.segments[0]?.words[0]).toEqual({
      start: 0,
      end: 1,
      text: 'It',
      confidence: 0.9
    });
    expect(transcript.peaks).toEqual([0, 50, 100, 20]);
  });

  it('fills in what may be absent', () => {
    const transcript = read({ version: 1, duration: 0, segments: [] });
    expect(transcript).toEqual({
      title: '',
      language: null,
      duration: 0,
      segments: [],
      audio: null,
      peaks: null,
      footer: { model: '', cost: '', elapsed: '' },
      warnings: [],
      note: null
    });
  });

  it('puts segments in the order in which they start', () => {
    const segments = [segment(4, 'b'), segment(1, 'a')];
    expect(read(bundle({ segments })).segments.map(s => s.text)).toEqual(['a', 'b']);
  });

  it('keeps peaks within 0 and 100', () => {
    expect(read(bundle({ peaks: [-5, 7, 400] })).peaks).toEqual([0, 7, 100]);
  });

  it.each([
    ['a version it does not know', bundle({ version: 2 }), 'its format is version 2, not 1'],
    ['no version', bundle({ version: undefined }), 'its format is version missing, not 1'],
    ['null', null, 'the bundle is null, not an object'],
    ['a list', [], 'the bundle is a list, not an object'],
    ['text', 'x'.repeat(99), `the bundle is "${'x'.repeat(39)}…, not an object`],
    ['no segments', bundle({ segments: undefined }), 'segments is missing, not a list'],
    [
      'a segment without text',
      bundle({ segments: [{ start: 0, end: 1 }] }),
      'segments[0].text is missing, not text'
    ],
    [
      'a word that is no object',
      bundle({ segments: [segment(0, 'a', ['a'])] }),
      'segments[0].words[0] is "a", not an object'
    ],
    ['a time that is no number', bundle({ duration: '6' }), 'duration is "6", not a number'],
    ['a time that is not finite', bundle({ duration: NaN }), 'duration is null, not a number'],
    ['a time below 0', bundle({ duration: -1 }), 'duration is -1, below 0 seconds'],
    [
      'audio that is HTML',
      bundle({ audio: { mime: 'text/html', data: '' } }),
      'audio.mime is "text/html", not an audio type'
    ],
    [
      'a warning that is an object',
      bundle({ warnings: [{}] }),
      'warnings[0] is an object, not text'
    ]
  ])('refuses %s and says where', (_, value, expected) => {
    expect(reason(value)).toBe(expected);
  });
});
