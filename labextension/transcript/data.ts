/** The transcript bundle that a kernel or a saved notebook hands to the view, and its parser. */

export const MIME_TYPE = 'application/vnd.conduit.transcript+json';

/** The one version of the bundle that this view can read. */
export const VERSION = 1;

export interface IWord {
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** From 0 to 1, or null when the engine does not say. */
  readonly confidence: number | null;
}

export interface ISegment {
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
  readonly text: string;
  readonly words: readonly IWord[];
}

export interface IAudio {
  /** For instance `audio/ogg; codecs=opus`. */
  readonly mime: string;
  /** Base64. */
  readonly data: string;
}

export interface IFooter {
  readonly model: string;
  readonly cost: string;
  readonly elapsed: string;
}

export interface ITranscript {
  readonly title: string;
  /** A BCP 47 tag, or null when unknown. */
  readonly language: string | null;
  /** Seconds. */
  readonly duration: number;
  /** In order of their start. */
  readonly segments: readonly ISegment[];
  readonly audio: IAudio | null;
  /** Loudness over the whole recording, each from 0 to 100. */
  readonly peaks: readonly number[] | null;
  readonly footer: IFooter;
  readonly warnings: readonly string[];
  readonly note: string | null;
}

export type Parsed =
  | { readonly ok: true; readonly transcript: ITranscript }
  | { readonly ok: false; readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

class ShapeError extends Error {}

/** Reads a bundle from an untrusted notebook: a transcript, or the reason why it is none. */
export function parseTranscript(value: unknown): Parsed {
  try {
    const fields = asFields(value, 'the bundle');
    if (fields.version !== VERSION) {
      throw new ShapeError(`its format is version ${show(fields.version)}, not ${String(VERSION)}`);
    }
    return { ok: true, transcript: asTranscript(fields) };
  } catch (error) {
    if (error instanceof ShapeError) {
      return { ok: false, reason: error.message };
    }
    throw error;
  }
}

function asTranscript(fields: Fields): ITranscript {
  const segments = asList(fields.segments, 'segments').map((item, i) =>
    asSegment(item, `segments[${String(i)}]`)
  );
  return {
    title: asText(fields.title ?? '', 'title'),
    language: orNull(fields.language, 'language', asText),
    duration: asSeconds(fields.duration, 'duration'),
    segments: segments.sort((a, b) => a.start - b.start),
    audio: orNull(fields.audio, 'audio', asAudio),
    peaks: orNull(fields.peaks, 'peaks', asPeaks),
    footer: asFooter(fields.footer ?? {}, 'footer'),
    warnings: asList(fields.warnings ?? [], 'warnings').map((item, i) =>
      asText(item, `warnings[${String(i)}]`)
    ),
    note: orNull(fields.note, 'note', asText)
  };
}

function asSegment(value: unknown, path: string): ISegment {
  const fields = asFields(value, path);
  return {
    start: asSeconds(fields.start, `${path}.start`),
    end: asSeconds(fields.end, `${path}.end`),
    speaker: orNull(fields.speaker, `${path}.speaker`, asText),
    text: asText(fields.text, `${path}.text`),
    words: asList(fields.words ?? [], `${path}.words`).map((item, i) =>
      asWord(item, `${path}.words[${String(i)}]`)
    )
  };
}

function asWord(value: unknown, path: string): IWord {
  const fields = asFields(value, path);
  return {
    start: asSeconds(fields.start, `${path}.start`),
    end: asSeconds(fields.end, `${path}.end`),
    text: asText(fields.text, `${path}.text`),
    confidence: orNull(fields.confidence, `${path}.confidence`, asNumber)
  };
}

function asAudio(value: unknown, path: string): IAudio {
  const fields = asFields(value, path);
  const mime = asText(fields.mime, `${path}.mime`);
  if (!mime.startsWith('audio/')) {
    throw new ShapeError(`${path}.mime is ${show(mime)}, not an audio type`);
  }
  return { mime, data: asText(fields.data, `${path}.data`) };
}

function asPeaks(value: unknown, path: string): readonly number[] {
  return asList(value, path).map((item, i) =>
    Math.min(100, Math.max(0, asNumber(item, `${path}[${String(i)}]`)))
  );
}

function asFooter(value: unknown, path: string): IFooter {
  const fields = asFields(value, path);
  return {
    model: asText(fields.model ?? '', `${path}.model`),
    cost: asText(fields.cost ?? '', `${path}.cost`),
    elapsed: asText(fields.elapsed ?? '', `${path}.elapsed`)
  };
}

function asFields(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError(`${path} is ${show(value)}, not an object`);
  }
  return value as Fields;
}

function asList(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new ShapeError(`${path} is ${show(value)}, not a list`);
  }
  return value;
}

function asText(value: unknown, path: string): string {
  if (typeof value !== 'string') {
    throw new ShapeError(`${path} is ${show(value)}, not text`);
  }
  return value;
}

function asNumber(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new ShapeError(`${path} is ${show(value)}, not a number`);
  }
  return value;
}

function asSeconds(value: unknown, path: string): number {
  const seconds = asNumber(value, path);
  if (seconds < 0) {
    throw new ShapeError(`${path} is ${show(seconds)}, below 0 seconds`);
  }
  return seconds;
}

function orNull<T>(
  value: unknown,
  path: string,
  read: (value: unknown, path: string) => T
): T | null {
  return value === null || value === undefined ? null : read(value, path);
}

/** A short form of any value, for a message. */
function show(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
