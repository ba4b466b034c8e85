/** Times and text as a reader wants them. */

import type { ISegment } from './data';

/** Seconds as `1:02`, or `1:01:02` from one hour on. */
export function formatTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0
    ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${rest}`
    : `${String(minutes)}:${rest}`;
}

/** The transcript as plain text, a segment a line, with its speaker where one is known. */
export function plainText(segments: readonly ISegment[]): string {
  return segments
    .map(({ speaker, text }) => (speaker === null ? text.trim() : `${speaker}: ${text.trim()}`))
    .join('\n');
}
