/** Plays the embedded recording; knows nothing of how it is shown. */

import type { IAudio } from './data';
import { isNamed } from './dom';

export interface IPlayerState {
  /** Seconds from the start of the recording. */
  readonly time: number;
  /** Seconds. */
  readonly duration: number;
  readonly playing: boolean;
  /** True from the first play to the end: there is a place to show. */
  readonly started: boolean;
  /** Why nothing can be heard, or null. */
  readonly problem: string | null;
}

type Listener = (state: IPlayerState) => void;

/** The recording that is heard now: two at once are never wanted. */
let speaking: HTMLAudioElement | null = null;

export class Player {
  private readonly audio: HTMLAudioElement;
  private readonly url: string;
  private readonly listeners: Listener[] = [];
  private readonly lifetime = new AbortController();
  private readonly fallbackDuration: number;
  private frame: number | null = null;
  private started = false;
  private problem: string | null = null;

  /**
   * @param source - the recording; base64 that does not decode makes a player with a problem
   * @param duration - seconds, used until the browser has read the recording's own
   */
  constructor(source: IAudio, duration: number) {
    this.fallbackDuration = duration;
    this.audio = document.createElement('audio');
    this.audio.preload = 'metadata';
    const blob = decode(source);
    this.url = blob === null ? '' : URL.createObjectURL(blob);
    if (blob === null) {
      this.problem = 'The embedded audio is damaged.';
    } else {
      this.audio.src = this.url;
    }
    this.listen();
  }

  get state(): IPlayerState {
    return {
      time: this.audio.currentTime,
      duration: Number.isFinite(this.audio.duration) ? this.audio.duration : this.fallbackDuration,
      playing: !this.audio.paused && !this.audio.ended,
      started: this.started,
      problem: this.problem
    };
  }

  /** Calls back at every change of time or state. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  toggle(): void {
    if (this.state.playing) {
      this.audio.pause();
    } else {
      this.play();
    }
  }

  playFrom(seconds: number): void {
    this.seek(seconds);
    this.play();
  }

  seek(seconds: number): void {
    this.started = true;
    this.audio.currentTime = Math.min(Math.max(0, seconds), this.state.duration);
    this.notify();
  }

  setRate(rate: number): void {
    // Loading a source resets playbackRate to the default one, so both are set.
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
  }

  /** Silences the player and frees the recording. */
  dispose(): void {
    this.audio.pause();
    this.lifetime.abort();
    this.stopFrames();
    this.listeners.length = 0;
    this.audio.removeAttribute('src');
    if (this.url !== '') {
      URL.revokeObjectURL(this.url);
    }
    if (speaking === this.audio) {
      speaking = null;
    }
  }

  private play(): void {
    if (this.problem !== null || this.lifetime.signal.aborted) {
      return;
    }
    if (speaking !== this.audio) {
      speaking?.pause();
      speaking = this.audio;
    }
    this.started = true;
    this.audio.play().catch((error: unknown) => {
      // A pause or a new position that overtakes the start is no failure.
      if (!isNamed(error, 'AbortError')) {
        this.fail('This browser did not play the embedded audio.');
      }
    });
  }

  private listen(): void {
    const { signal } = this.lifetime;
    const notify = (): void => {
      this.notify();
    };
    for (const name of ['timeupdate', 'seeked', 'loadedmetadata', 'durationchange']) {
      this.audio.addEventListener(name, notify, { signal });
    }
    this.audio.addEventListener('play', this.startFrames, { signal });
    this.audio.addEventListener('pause', notify, { signal });
    this.audio.addEventListener(
      'ended',
      () => {
        this.started = false;
        this.notify();
      },
      { signal }
    );
    this.audio.addEventListener(
      'error',
      () => {
        this.fail('This browser cannot play the embedded audio.');
      },
      { signal }
    );
  }

  /** While it plays, report every frame: `timeupdate` (4 a second) is too coarse for words. */
  private readonly startFrames = (): void => {
    this.stopFrames();
    this.notify();
    if (this.state.playing) {
      this.frame = requestAnimationFrame(this.startFrames);
    }
  };

  private stopFrames(): void {
    if (this.frame !== null) {
      cancelAnimationFrame(this.frame);
      this.frame = null;
    }
  }

  private fail(problem: string): void {
    if (!this.lifetime.signal.aborted) {
      this.problem = problem;
      this.notify();
    }
  }

  private notify(): void {
    const { state } = this;
    for (const listener of this.listeners) {
      listener(state);
    }
  }
}

function decode({ mime, data }: IAudio): Blob | null {
  try {
    const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
    return bytes.length > 0 ? new Blob([bytes], { type: mime }) : null;
  } catch (error) {
    if (isNamed(error, 'InvalidCharacterError')) {
      return null; // not base64
    }
    throw error;
  }
}
