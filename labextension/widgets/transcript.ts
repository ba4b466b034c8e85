/**
 * Brings the transcripts of a saved page to life (nbconvert, or a notebook viewer without the
 * JupyterLab extension). It is inlined into the page, once a transcript, and runs each time.
 */

import '../transcript/transcript.css';

import { MIME_TYPE, parseTranscript } from '../transcript/data';
import { renderTranscript, type ITranscriptHandle } from '../transcript/render';

// A property, not an attribute: it must not survive "save page as", or the card would stay dead.
const HANDLE = Symbol.for('conduit_nb.transcript');

type Host = HTMLElement & { [HANDLE]?: ITranscriptHandle | null };

/** Renders every transcript on the page that was not rendered yet. */
function upgrade(): void {
  for (const host of document.querySelectorAll<Host>('.cnb-transcript-root')) {
    const source = host.querySelector(`script[type="${MIME_TYPE}"]`);
    if (source !== null && host[HANDLE] === undefined) {
      host[HANDLE] = render(host, source);
    }
  }
}

/** Leaves the text that the page already has where the data beside it cannot be read. */
function render(host: HTMLElement, source: Element): ITranscriptHandle | null {
  const data = parseJson(source.textContent);
  const hasText = Array.from(host.children).some(child => !(child instanceof HTMLScriptElement));
  if (hasText && !parseTranscript(data).ok) {
    return null;
  }
  const view = document.createElement('div');
  const handle = renderTranscript(view, data);
  host.replaceChildren(source, view);
  return handle;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

upgrade();
if (document.readyState === 'loading') {
  document.addEventListener('DOMContentLoaded', upgrade); // the transcripts further down
}
