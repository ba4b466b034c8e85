/** A transcript bundle, and a media element whose clock the test moves (jsdom plays nothing). */

import { vi } from 'vitest';

export interface IBundle {
  version: unknown;
  segments: Record<string, unknown>[];
  [field: string]: unknown;
}

/** Three segments of two words each, with audio; 6 seconds. */
export function bundle(changes: Record<string, unknown> = {}): IBundle {
  return {
    version: 1,
    title: 'reading.flac',
    language: 'en',
    duration: 6,
    segments: [
      segment(0, 'It was', [word(0, 'It'), word(1, 'was')]),
      segment(2, 'the best', [word(2, 'the'), word(3, 'best')]),
      segment(4, 'of times', [word(4, 'of'), word(5, 'times')])
    ],
    audio: { mime: 'audio/ogg; codecs=opus', data: btoa('OggS') },
    peaks: [0, 50, 100, 20],
    footer: { model: 'local/moonshine-tiny', cost: '$0.00 (local)', elapsed: '1.2 s' },
    warnings: [],
    note: null,
    ...changes
  };
}

export function segment(
  start: number,
  text: string,
  words: unknown[] = [],
  speaker: string | null = null
): Record<string, unknown> {
  return { start, end: start + 2, speaker, text, words };
}

export function word(start: number, text: string): Record<string, unknown> {
  return { start, end: start + 1, text, confidence: 0.9 };
}

/** As many one-word segments as asked for, a second apart. */
export function manySegments(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, i) => segment(i, `line ${String(i)}`));
}

export interface IFakeMedia {
  /** Moves the clock of a playing element and lets it report, as a browser does. */
  playTo(seconds: number): void;
  /** Lets the element end, or fail. */
  fire(name: string): void;
  readonly audio: HTMLAudioElement;
  readonly created: readonly HTMLAudioElement[];
  readonly urls: Set<string>;
}

/** Replaces what jsdom lacks: playing, and the URLs of blobs. */
export function fakeMedia(): IFakeMedia {
  const created: HTMLAudioElement[] = [];
  const urls = new Set<string>();
  // Only the overload for any name, which a spy needs, is retired.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const createElement = document.createElement.bind(document);
  vi.spyOn(document, 'createElement').mockImplementation((name: string): HTMLElement => {
    const node = createElement(name);
    if (node instanceof HTMLAudioElement) {
      created.push(animate(node));
    }
    return node;
  });
  let serial = 0;
  URL.createObjectURL = (): string => {
    serial += 1;
    const url = `blob:test/${String(serial)}`;
    urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url: string): void => {
    urls.delete(url);
  };
  const last = (): HTMLAudioElement => {
    const audio = created.at(-1);
    if (audio === undefined) {
      throw new Error('no audio element was made');
    }
    return audio;
  };
  return {
    playTo: seconds => {
      last().currentTime = seconds;
      last().dispatchEvent(new Event('timeupdate'));
    },
    fire: name => {
      last().dispatchEvent(new Event(name));
    },
    get audio() {
      return last();
    },
    created,
    urls
  };
}

function animate(audio: HTMLAudioElement): HTMLAudioElement {
  const state = { currentTime: 0, paused: true, duration: NaN, ended: false };
  for (const name of Object.keys(state) as (keyof typeof state)[]) {
    Object.defineProperty(audio, name, {
      get: () => state[name],
      set: (value: never) => {
        state[name] = value;
      }
    });
  }
  audio.play = (): Promise<void> => {
    state.paused = false;
    audio.dispatchEvent(new Event('play'));
    return Promise.resolve();
  };
  audio.pause = (): void => {
    state.paused = true;
    audio.dispatchEvent(new Event('pause'));
  };
  return audio;
}

/** The one element that a selector finds; fails when there is none. */
export function find(root: ParentNode, selector: string): HTMLElement {
  const node = root.querySelector<HTMLElement>(selector);
  if (node === null) {
    throw new Error(`nothing matches ${selector}`);
  }
  return node;
}

export function findAll(root: ParentNode, selector: string): HTMLElement[] {
  return Array.from(root.querySelectorAll<HTMLElement>(selector));
}

export function press(node: HTMLElement, key: string): void {
  node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
