/** The transcript card: one view for JupyterLab and for saved pages. Plain DOM, no framework. */

import { Controls } from './controls';
import { parseTranscript, type IFooter, type ITranscript } from './data';
import { element } from './dom';
import { formatTime } from './format';
import { Player } from './player';
import { Rows } from './rows';
import { copyButton, SEARCH_FROM, searchBox } from './tools';

export interface ITranscriptHandle {
  /** False when the data could not be read and a message stands in the card's place. */
  readonly ok: boolean;
  /** Silences the player, frees the audio and removes the card. */
  dispose(): void;
}

/**
 * Renders a transcript bundle into a host element.
 *
 * @param host - its content is replaced
 * @param data - untrusted; what is no transcript renders a message and never throws
 */
export function renderTranscript(host: HTMLElement, data: unknown): ITranscriptHandle {
  const parsed = parseTranscript(data);
  if (!parsed.ok) {
    const card = problemCard(parsed.reason);
    host.replaceChildren(card);
    return {
      ok: false,
      dispose: () => {
        card.remove();
      }
    };
  }
  const lifetime = new AbortController();
  const { card, player } = transcriptCard(parsed.transcript, lifetime.signal);
  host.replaceChildren(card);
  return {
    ok: true,
    dispose: () => {
      lifetime.abort();
      player?.dispose();
      card.remove();
    }
  };
}

function problemCard(reason: string): HTMLElement {
  return element(
    'div',
    'cnb-card cnb-problem',
    { role: 'note' },
    `This transcript cannot be shown: ${reason}. ` +
      'Run the cell again, or open the notebook with the version of conduit_nb that wrote it.'
  );
}

function transcriptCard(
  transcript: ITranscript,
  signal: AbortSignal
): { readonly card: HTMLElement; readonly player: Player | null } {
  const { audio, duration, segments, title } = transcript;
  const player = audio === null ? null : new Player(audio, duration);
  const onPlay = (seconds: number): void => {
    player?.playFrom(seconds);
  };
  const rows = new Rows(transcript, player === null ? null : onPlay);
  player?.onChange(({ time, started }) => {
    rows.mark(started ? time : null);
  });
  const label = title === '' ? 'Transcript' : `Transcript of ${title}`;
  const card = element('div', 'cnb-card', { role: 'group', 'aria-label': label });
  card.append(header(transcript, rows, signal));
  if (player !== null) {
    card.append(new Controls(transcript, player).node);
  }
  if (transcript.note !== null) {
    card.append(element('div', 'cnb-note', {}, transcript.note));
  }
  card.append(
    segments.length > 0 ? rows.node : element('div', 'cnb-empty', {}, 'No speech was found.')
  );
  card.append(...warnings(transcript.warnings), ...footer(transcript.footer));
  return { card, player };
}

function header(
  { duration, language, segments, title }: ITranscript,
  rows: Rows,
  signal: AbortSignal
): HTMLElement {
  const facts = [formatTime(duration), ...(language === null ? [] : [language])];
  const node = element(
    'div',
    'cnb-header',
    {},
    element('div', 'cnb-title', { title }, title === '' ? 'Transcript' : title),
    element('div', 'cnb-facts', {}, facts.join(' · '))
  );
  if (segments.length > SEARCH_FROM) {
    node.append(...searchBox(rows, segments.length));
  }
  if (segments.length > 0) {
    node.append(copyButton(segments, signal));
  }
  return node;
}

function warnings(texts: readonly string[]): readonly HTMLElement[] {
  if (texts.length === 0) {
    return [];
  }
  const list = element('ul', 'cnb-warnings', { 'aria-label': 'Warnings' });
  list.append(...texts.map(text => element('li', '', {}, text)));
  return [list];
}

function footer({ model, cost, elapsed }: IFooter): readonly HTMLElement[] {
  const facts = [
    ['Model', model],
    ['Cost', cost],
    ['Elapsed', elapsed]
  ] as const;
  const known = facts.filter(([, value]) => value !== '');
  if (known.length === 0) {
    return [];
  }
  const list = element('dl', 'cnb-footer');
  for (const [name, value] of known) {
    const pair = element('div', 'cnb-fact', {}, element('dt', '', {}, name));
    pair.append(element('dd', '', {}, value));
    list.append(pair);
  }
  return [list];
}
