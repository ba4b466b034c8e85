import { beforeEach, expect, it, vi } from 'vitest';

import { bundle, fakeMedia, find, findAll } from '../../transcript/__tests__/fixtures';

beforeEach(() => {
  document.body.replaceChildren();
  fakeMedia();
});

/** What the kernel puts into a saved page: a text to read, and the data beside it. */
function addHost(data: string, fallback = 'It was the best of times'): HTMLElement {
  const host = document.createElement('div');
  host.className = 'cnb-transcript-root';
  const script = document.createElement('script');
  script.type = 'application/vnd.conduit.transcript+json';
  script.textContent = data;
  if (fallback !== '') {
    const text = document.createElement('p');
    text.textContent = fallback;
    host.append(text);
  }
  host.append(script);
  document.body.append(host);
  return host;
}

/** Runs the inlined script once more, as each transcript on a page does. */
async function run(): Promise<void> {
  vi.resetModules();
  await import('../transcript');
}

it('renders every transcript of the page in place of its text', async () => {
  addHost(JSON.stringify(bundle()));
  addHost(JSON.stringify(bundle({ title: 'other.wav' })));
  await run();
  expect(findAll(document, '.cnb-title').map(node => node.textContent)).toEqual([
    'reading.flac',
    'other.wav'
  ]);
  expect(findAll(document, 'p')).toEqual([]);
});

it('renders each transcript once, however often the script is on the page', async () => {
  const host = addHost(JSON.stringify(bundle()));
  await run();
  const card = find(host, '.cnb-card');
  await run();
  expect(findAll(host, '.cnb-card')).toEqual([card]);
});

it('renders a saved copy of the rendered page again', async () => {
  addHost(JSON.stringify(bundle()));
  await run();
  const saved = document.body.cloneNode(true) as HTMLElement;
  document.body.replaceChildren(...saved.childNodes);
  await run();
  find(document, '.cnb-row').click(); // a dead card would mark nothing
  expect(findAll(document, '.cnb-card')).toHaveLength(1);
  expect(findAll(document, '[aria-current="true"]')).toHaveLength(1);
});

it('leaves the text where the data cannot be read', async () => {
  const broken = addHost('{"version": 1,');
  const newer = addHost(JSON.stringify(bundle({ version: 2 })));
  await run();
  expect(findAll(document, '.cnb-card')).toEqual([]);
  expect(find(broken, 'p').textContent).toBe('It was the best of times');
  expect(find(newer, 'p').textContent).toBe('It was the best of times');
});

it('shows a message where there is no text either', async () => {
  const host = addHost(JSON.stringify(bundle({ version: 2 })), '');
  await run();
  expect(find(host, '.cnb-problem').textContent).toContain('its format is version 2, not 1');
});

it('waits for the transcripts further down a page that is still loading', async () => {
  vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading');
  await run();
  const late = addHost(JSON.stringify(bundle()));
  document.dispatchEvent(new Event('DOMContentLoaded'));
  expect(findAll(late, '.cnb-card')).toHaveLength(1);
});
