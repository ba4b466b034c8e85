/** The tools over the rows: search in a long transcript, copy its text. */

import type { ISegment } from './data';
import { element, isNamed } from './dom';
import { plainText } from './format';
import type { Rows } from './rows';

/** A transcript of more segments than this can be searched. */
export const SEARCH_FROM = 12;

const CONFIRM_MS = 2000;
const COPY = 'Copy text';

/** A box that hides the rows without its text, with the number that is left. */
export function searchBox(rows: Rows, total: number): readonly HTMLElement[] {
  const box = element('input', 'cnb-search', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search the transcript'
  });
  const count = element('span', 'cnb-count', { role: 'status' });
  box.addEventListener('input', () => {
    const left = rows.filter(box.value);
    count.textContent = box.value.trim() === '' ? '' : `${String(left)} of ${String(total)}`;
  });
  return [box, count];
}

/** A button that copies the whole text and says so for a moment. */
export function copyButton(segments: readonly ISegment[], signal: AbortSignal): HTMLElement {
  const label = element('span', '', { 'aria-live': 'polite' }, COPY);
  const button = element('button', 'cnb-copy', { type: 'button' }, label);
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener('click', () => {
    void copy(plainText(segments)).then(done => {
      label.textContent = done ? 'Copied' : 'Copying failed';
      clearTimeout(timer);
      timer = setTimeout(() => {
        label.textContent = COPY;
      }, CONFIRM_MS);
    });
  });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
  });
  return button;
}

/** Puts text on the clipboard; false when the browser does not allow it. */
async function copy(text: string): Promise<boolean> {
  // Absent on pages that are neither HTTPS nor local, whatever the DOM types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) {
    return copyBySelection(text);
  }
  try {
    await clipboard.writeText(text);
    return true;
  } catch (error) {
    if (isNamed(error, 'NotAllowedError')) {
      return copyBySelection(text);
    }
    throw error;
  }
}

function copyBySelection(text: string): boolean {
  const area = element('textarea', '', { readonly: '', 'aria-hidden': 'true' });
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  // The only way left on such pages, though the standard retired it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) {
    focused.focus({ preventScroll: true });
  }
  return done;
}
