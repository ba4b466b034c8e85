import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { renderTranscript } from '../render';
import { bundle, fakeMedia, find, findAll, manySegments, press, segment } from './fixtures';
import type { IFakeMedia } from './fixtures';

let host: HTMLElement;
let media: IFakeMedia;

beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
  media = fakeMedia();
});

function rows(): HTMLElement[] {
  return findAll(host, '.cnb-row');
}

function row(i: number): HTMLElement {
  const node = rows()[i];
  if (node === undefined) {
    throw new Error(`no row ${String(i)}`);
  }
  return node;
}

function current(): (string | null)[] {
  return findAll(host, '[aria-current="true"] .cnb-text').map(node => node.textContent);
}

describe('playing', () => {
  it('never starts by itself', () => {
    renderTranscript(host, bundle());
    expect(media.audio.paused).toBe(true);
    expect(media.audio.autoplay).toBe(false);
    expect(current()).toEqual([]);
  });

  it('starts at the segment that is clicked', () => {
    renderTranscript(host, bundle());
    find(row(1), '.cnb-text').click();
    expect(media.audio.paused).toBe(false);
    expect(media.audio.currentTime).toBe(2);
    expect(current()).toEqual(['the best']);
  });

  it.each(['Enter', ' '])('starts at the segment where %j is pressed', key => {
    renderTranscript(host, bundle());
    press(find(row(2), '.cnb-stamp'), key);
    expect(media.audio.paused).toBe(false);
    expect(media.audio.currentTime).toBe(4);
  });

  it('marks the segment and the word that are spoken, and nothing at the end', () => {
    renderTranscript(host, bundle());
    find(host, '.cnb-play').click();
    media.playTo(3.2);
    expect(current()).toEqual(['the best']);
    expect(find(host, '.cnb-word-current').textContent).toBe('best');
    media.playTo(4.1);
    expect(current()).toEqual(['of times']);
    expect(findAll(host, '.cnb-word')).toHaveLength(2); // the segment before is plain again
    media.fire('ended');
    expect(current()).toEqual([]);
  });

  it('pauses and goes on with the button, which says what it does', () => {
    renderTranscript(host, bundle());
    const button = find(host, '.cnb-play');
    expect(button.getAttribute('aria-label')).toBe('Play');
    button.click();
    expect(button.getAttribute('aria-label')).toBe('Pause');
    button.click();
    expect(media.audio.paused).toBe(true);
    expect(button.getAttribute('aria-label')).toBe('Play');
  });

  it('shows the time, and the bundle’s duration until the browser knows better', () => {
    renderTranscript(host, bundle());
    expect(find(host, '.cnb-clock').textContent).toBe('0:00 / 0:06');
    media.playTo(5);
    expect(find(host, '.cnb-clock').textContent).toBe('0:05 / 0:06');
  });

  it('moves without playing when the waveform is used', () => {
    renderTranscript(host, bundle());
    press(find(host, '.cnb-wave'), 'End');
    expect(media.audio.currentTime).toBe(6);
    expect(media.audio.paused).toBe(true);
    expect(current()).toEqual(['of times']);
  });

  it('changes its speed, which outlasts the loading of the audio', () => {
    renderTranscript(host, bundle());
    const menu = find(host, '.cnb-speed') as HTMLSelectElement;
    expect(Array.from(menu.options, option => option.value)).toEqual([
      '0.75',
      '1',
      '1.25',
      '1.5',
      '2'
    ]);
    menu.value = '1.5';
    menu.dispatchEvent(new Event('change'));
    expect(media.audio.playbackRate).toBe(1.5);
    expect(media.audio.defaultPlaybackRate).toBe(1.5);
  });

  it('silences the transcript that was heard before', () => {
    const other = document.createElement('div');
    document.body.append(other);
    renderTranscript(host, bundle());
    renderTranscript(other, bundle());
    find(host, '.cnb-play').click();
    find(other, '.cnb-play').click();
    expect(media.created.map(audio => audio.paused)).toEqual([true, false]);
  });

  it('says so when the browser cannot play the audio', () => {
    renderTranscript(host, bundle());
    media.fire('error');
    expect(find(host, '.cnb-trouble').textContent).toBe(
      'This browser cannot play the embedded audio.'
    );
    expect(find(host, '.cnb-play').hasAttribute('disabled')).toBe(true);
  });

  it('says so when the browser refuses to start', async () => {
    renderTranscript(host, bundle());
    media.audio.play = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
    find(host, '.cnb-play').click();
    await vi.waitFor(() => {
      expect(find(host, '.cnb-trouble').textContent).toContain('did not play');
    });
  });

  it('takes an interrupted start for no failure', async () => {
    renderTranscript(host, bundle());
    const refused = Promise.reject(new DOMException('paused', 'AbortError'));
    media.audio.play = () => refused;
    find(host, '.cnb-play').click();
    await refused.catch(() => undefined);
    await Promise.resolve();
    expect(find(host, '.cnb-trouble').textContent).toBe('');
  });

  it('says so when the audio is not base64, and still shows the text', () => {
    renderTranscript(host, bundle({ audio: { mime: 'audio/ogg', data: '%%%' } }));
    expect(find(host, '.cnb-trouble').textContent).toBe('The embedded audio is damaged.');
    expect(rows()).toHaveLength(3);
    expect(media.urls.size).toBe(0);
  });
});

describe('the keyboard', () => {
  it('reaches one row with Tab and moves between rows with the arrows', () => {
    renderTranscript(host, bundle());
    const reachable = (): number[] =>
      findAll(host, '.cnb-stamp').flatMap((node, i) => (node.tabIndex === 0 ? [i] : []));
    expect(reachable()).toEqual([0]);
    find(row(0), '.cnb-stamp').focus();
    press(find(row(0), '.cnb-stamp'), 'ArrowDown');
    expect(document.activeElement).toBe(find(row(1), '.cnb-stamp'));
    expect(reachable()).toEqual([1]);
    press(find(row(1), '.cnb-stamp'), 'End');
    press(find(row(2), '.cnb-stamp'), 'ArrowDown');
    expect(reachable()).toEqual([2]);
    press(find(row(2), '.cnb-stamp'), 'Home');
    expect(reachable()).toEqual([0]);
    expect(media.audio.paused).toBe(true);
  });
});

describe('scrolling', () => {
  it('brings the current segment into the list’s view without touching the page', () => {
    renderTranscript(host, bundle());
    const list = find(host, '.cnb-rows');
    const place = (node: HTMLElement, values: Record<string, number>): void => {
      for (const [name, value] of Object.entries(values)) {
        Object.defineProperty(node, name, { value, configurable: true });
      }
    };
    place(list, { clientHeight: 100 });
    place(row(0), { offsetTop: 0, offsetHeight: 60 });
    place(row(2), { offsetTop: 120, offsetHeight: 60 });
    const page = vi.fn();
    row(2).scrollIntoView = page;
    row(2).click();
    expect(list.scrollTop).toBe(88); // 120 + 60 + 8 - 100
    row(0).click();
    expect(list.scrollTop).toBe(0);
    expect(page).not.toHaveBeenCalled();
  });
});

describe('text from strangers', () => {
  const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

  it('stays text wherever it stands', () => {
    renderTranscript(
      host,
      bundle({
        title: evil,
        language: evil,
        segments: [segment(0, evil, [{ start: 0, end: 1, text: evil, confidence: null }], evil)],
        footer: { model: evil, cost: evil, elapsed: evil },
        warnings: [evil],
        note: evil
      })
    );
    row(0).click(); // splits the text into words
    expect(findAll(host, 'img, script')).toEqual([]);
    expect(find(host, '.cnb-text').textContent).toBe(evil);
    expect(find(host, '.cnb-speaker').textContent).toBe(evil);
    expect(find(host, '.cnb-title').textContent).toBe(evil);
    expect(find(host, '.cnb-warnings').textContent).toBe(evil);
    expect('hacked' in window).toBe(false);
  });

  it('stays text in the message about a bundle that cannot be read', () => {
    const handle = renderTranscript(host, bundle({ version: evil }));
    expect(handle.ok).toBe(false);
    expect(findAll(host, 'img, script')).toEqual([]);
    expect(host.textContent).toContain('This transcript cannot be shown: its format is version');
  });
});

describe('without audio', () => {
  beforeEach(() => {
    renderTranscript(host, bundle({ audio: null, note: 'audio of 1 h 2 min is not embedded' }));
  });

  it('shows no player, and rows that are plain text', () => {
    expect(media.created).toEqual([]);
    expect(findAll(host, '.cnb-controls, .cnb-stamp[type]')).toEqual([]);
    row(1).click();
    expect(current()).toEqual([]);
  });

  it('says why, and can be scrolled with the keyboard', () => {
    expect(find(host, '.cnb-note').textContent).toBe('audio of 1 h 2 min is not embedded');
    expect(find(host, '.cnb-rows').tabIndex).toBe(0);
  });
});

describe('searching', () => {
  it('is offered from 13 segments on', () => {
    renderTranscript(host, bundle({ segments: manySegments(12) }));
    expect(host.querySelector('.cnb-search')).toBeNull();
    renderTranscript(host, bundle({ segments: manySegments(13) }));
    expect(host.querySelector('.cnb-search')).not.toBeNull();
  });

  it('leaves the rows with the text, says how many, and keeps one of them reachable', () => {
    renderTranscript(host, bundle({ segments: manySegments(20) }));
    const box = find(host, '.cnb-search') as HTMLInputElement;
    const search = (query: string): string[] => {
      box.value = query;
      box.dispatchEvent(new Event('input'));
      return rows().flatMap(node => (node.hidden ? [] : [find(node, '.cnb-text').textContent]));
    };
    expect(search(' LINE 7 ')).toEqual(['line 7']);
    expect(find(host, '.cnb-count').textContent).toBe('1 of 20');
    expect(find(row(7), '.cnb-stamp').tabIndex).toBe(0);
    expect(search('nowhere')).toEqual([]);
    expect(find(host, '.cnb-count').textContent).toBe('0 of 20');
    expect(search('')).toHaveLength(20);
    expect(find(host, '.cnb-count').textContent).toBe('');
    expect(findAll(host, '.cnb-stamp').filter(node => node.tabIndex === 0)).toHaveLength(1);
  });
});

describe('copying', () => {
  it('puts the whole text on the clipboard and says so for a moment', async () => {
    vi.useFakeTimers();
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    renderTranscript(host, bundle());
    const button = find(host, '.cnb-copy');
    button.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(writeText).toHaveBeenCalledWith('It was\nthe best\nof times');
    expect(button.textContent).toBe('Copied');
    await vi.advanceTimersByTimeAsync(2000);
    expect(button.textContent).toBe('Copy text');
    vi.useRealTimers();
  });

  it('selects the text where the page may not use the clipboard', async () => {
    vi.stubGlobal('navigator', {});
    let selected = '';
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what the fallback stands on
    document.execCommand = (): boolean => {
      selected = (find(document, 'textarea') as HTMLTextAreaElement).value;
      return true;
    };
    renderTranscript(host, bundle());
    find(host, '.cnb-copy').click();
    await vi.waitFor(() => {
      expect(find(host, '.cnb-copy').textContent).toBe('Copied');
    });
    expect(selected).toBe('It was\nthe best\nof times');
    expect(document.querySelector('textarea')).toBeNull();
  });
});

describe('the card', () => {
  it('names the model, the cost and the time it took', () => {
    renderTranscript(host, bundle());
    expect(findAll(host, '.cnb-footer dd').map(node => node.textContent)).toEqual([
      'local/moonshine-tiny',
      '$0.00 (local)',
      '1.2 s'
    ]);
  });

  it('says that no speech was found', () => {
    renderTranscript(host, bundle({ segments: [] }));
    expect(find(host, '.cnb-empty').textContent).toBe('No speech was found.');
    expect(host.querySelector('.cnb-copy')).toBeNull();
  });

  it('tells a screen reader the language of the text', () => {
    renderTranscript(host, bundle({ language: 'de' }));
    expect(find(host, '.cnb-rows').lang).toBe('de');
  });

  it.each([
    ['with a player', bundle({ segments: manySegments(20), warnings: ['Mixed down.'] })],
    ['without a player', bundle({ audio: null, note: 'not embedded' })],
    ['of several speakers', bundle({ segments: [segment(0, 'Hello.', [], 'A')] })],
    ['without speech', bundle({ segments: [] })],
    ['that cannot be read', { version: 0 }]
  ])('%s has no fault that axe can find', async (_, data) => {
    renderTranscript(host, data);
    findAll(host, '.cnb-row')[0]?.click();
    // Contrast needs colours and layout, which jsdom has not.
    const { violations, passes } = await axe.run(host, {
      rules: { 'color-contrast': { enabled: false } }
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([]);
    expect(passes.length).toBeGreaterThan(0);
  });
});

describe('dispose', () => {
  it('silences the player, frees the audio and removes the card', () => {
    const handle = renderTranscript(host, bundle());
    find(host, '.cnb-play').click();
    expect(media.urls.size).toBe(1);
    handle.dispose();
    expect(media.audio.paused).toBe(true);
    expect(media.urls.size).toBe(0);
    expect(host.childElementCount).toBe(0);
  });
});
