/** The recording at a glance: bars of loudness that are also the position slider. */

import { drawing, element } from './dom';
import { formatTime } from './format';

const BARS = 140;
const STEP_S = 5;
const PAGE_S = 30;
/** What silence still shows, so that the line never breaks. */
const MIN_HEIGHT = 4;

export class Waveform {
  readonly node: HTMLElement;
  private duration: number;
  private time = 0;

  /**
   * @param peaks - loudness from 0 to 100 over the whole recording; null draws an even line
   * @param duration - seconds
   * @param onSeek - receives seconds
   */
  constructor(
    peaks: readonly number[] | null,
    duration: number,
    private readonly onSeek: (seconds: number) => void
  ) {
    this.duration = duration;
    const path = outline(resample(peaks ?? [], BARS));
    const box = `0 0 ${String(BARS)} 100`;
    this.node = element(
      'div',
      'cnb-wave',
      { role: 'slider', tabindex: 0, 'aria-label': 'Position', 'aria-valuemin': 0 },
      stretched(drawing('cnb-wave-all', box, path)),
      stretched(drawing('cnb-wave-played', box, path))
    );
    this.node.addEventListener('pointerdown', this.onPointer);
    this.node.addEventListener('pointermove', this.onPointer);
    this.node.addEventListener('keydown', this.onKey);
    this.update(0, duration);
  }

  /** Shows a position; both in seconds. */
  update(time: number, duration: number): void {
    this.time = time;
    this.duration = duration;
    const share = duration > 0 ? Math.min(1, time / duration) : 0;
    this.node.style.setProperty('--cnb-played', `${(share * 100).toFixed(2)}%`);
    this.node.setAttribute('aria-valuemax', String(Math.round(duration)));
    this.node.setAttribute('aria-valuenow', String(Math.round(Math.min(time, duration))));
    this.node.setAttribute('aria-valuetext', `${formatTime(time)} of ${formatTime(duration)}`);
  }

  private readonly onPointer = (event: PointerEvent): void => {
    if ((event.buttons & 1) === 0) {
      return; // a move without the main button, or another button
    }
    if (event.type === 'pointerdown') {
      this.node.setPointerCapture(event.pointerId);
    }
    const { left, width } = this.node.getBoundingClientRect();
    if (width > 0) {
      const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
      this.onSeek(share * this.duration);
    }
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: this.time - STEP_S,
      ArrowDown: this.time - STEP_S,
      ArrowRight: this.time + STEP_S,
      ArrowUp: this.time + STEP_S,
      PageDown: this.time - PAGE_S,
      PageUp: this.time + PAGE_S,
      Home: 0,
      End: this.duration
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.onSeek(Math.min(this.duration, Math.max(0, target)));
    }
  };
}

/** The loudest value of each of `count` equal parts; fewer values are repeated. */
export function resample(values: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / count));
    return values.slice(from, to).reduce((loudest, value) => Math.max(loudest, value), 0);
  });
}

function outline(heights: readonly number[]): string {
  return heights
    .map((height, i) => {
      const h = Math.max(MIN_HEIGHT, height);
      return `M${(i + 0.2).toFixed(1)} ${(50 - h / 2).toFixed(1)}h.6v${h.toFixed(1)}h-.6z`;
    })
    .join('');
}

function stretched(svg: SVGSVGElement): SVGSVGElement {
  svg.setAttribute('preserveAspectRatio', 'none');
  return svg;
}
