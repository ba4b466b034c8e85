import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { beforeEach, expect, it, vi } from 'vitest';

import { bundle, fakeMedia, find, findAll } from '../../transcript/__tests__/fixtures';
import type { IFakeMedia } from '../../transcript/__tests__/fixtures';

// jsdom has no drag events, which Lumino extends when it is loaded.
vi.stubGlobal('DragEvent', class extends MouseEvent {});
const { default: extension, rendererFactory } = await import('../mime');

const MIME = 'application/vnd.conduit.transcript+json';

let media: IFakeMedia;

beforeEach(() => {
  media = fakeMedia();
});

function model(data: unknown): IRenderMime.IMimeModel {
  return {
    trusted: false,
    data: { [MIME]: data as never },
    metadata: {},
    setData: () => undefined
  };
}

function renderer(): IRenderMime.IRenderer {
  return rendererFactory.createRenderer({
    mimeType: MIME,
    resolver: null,
    sanitizer: { sanitize: text => text },
    linkHandler: null,
    latexTypesetter: null
  });
}

it('is preferred to the HTML beside it, in notebooks nobody trusted yet too', () => {
  const HTML_RANK = 50;
  expect(extension.rank).toBeLessThan(HTML_RANK);
  expect(rendererFactory.safe).toBe(true);
  expect(rendererFactory.mimeTypes).toEqual([MIME]);
});

it('renders the bundle of an output', async () => {
  const widget = renderer();
  await widget.renderModel(model(bundle()));
  expect(findAll(widget.node, '.cnb-row')).toHaveLength(3);
  expect(find(widget.node, '.cnb-title').textContent).toBe('reading.flac');
});

it('keeps every key that is pressed in the card from the notebook’s shortcuts', async () => {
  const widget = renderer();
  await widget.renderModel(model(bundle()));
  const focusable = findAll(widget.node, 'button, input, select, [tabindex]');
  expect(focusable.length).toBeGreaterThan(5);
  expect(focusable.filter(node => node.dataset.lmSuppressShortcuts !== 'true')).toEqual([]);
});

it('frees the audio of an output that is rendered anew', async () => {
  const widget = renderer();
  await widget.renderModel(model(bundle()));
  await widget.renderModel(model(bundle({ title: 'other.wav' })));
  expect(media.urls.size).toBe(1);
  expect(findAll(widget.node, '.cnb-card')).toHaveLength(1);
});

it('frees the audio of an output that is cleared', async () => {
  const widget = renderer();
  await widget.renderModel(model(bundle()));
  widget.dispose();
  expect(media.urls.size).toBe(0);
});

it('shows a message for a bundle of another version', async () => {
  const widget = renderer();
  await widget.renderModel(model(bundle({ version: 7 })));
  expect(widget.node.textContent).toContain('its format is version 7, not 1');
});
