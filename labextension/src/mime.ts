/** Shows a transcript in JupyterLab and Notebook 7, in place of its HTML fallback. */

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';

import { MIME_TYPE } from '../transcript/data';
import { renderTranscript, type ITranscriptHandle } from '../transcript/render';

/** An output area that holds one transcript card. */
export class TranscriptRenderer extends Widget implements IRenderMime.IRenderer {
  private handle: ITranscriptHandle | null = null;

  constructor(private readonly mimeType: string) {
    super();
    this.addClass('cnb-transcript-root');
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.handle?.dispose();
    this.handle = renderTranscript(this.node, model.data[this.mimeType]);
    keepKeys(this.node);
    return Promise.resolve();
  }

  override dispose(): void {
    this.handle?.dispose();
    this.handle = null;
    super.dispose();
  }
}

/**
 * Keeps what is typed in the card from the notebook, where D D would delete the cell.
 *
 * Lumino looks for the attribute from the focused element upwards, but stops at the first element
 * that a shortcut's selector matches. The notebook's end in `:focus`: only the focused element
 * itself can refuse them.
 */
function keepKeys(card: HTMLElement): void {
  for (const node of card.querySelectorAll<HTMLElement>('button, input, select, [tabindex]')) {
    node.dataset.lmSuppressShortcuts = 'true';
  }
}

export const rendererFactory: IRenderMime.IRendererFactory = {
  safe: true, // text is set as text, so an untrusted notebook may show it too
  mimeTypes: [MIME_TYPE],
  createRenderer: ({ mimeType }) => new TranscriptRenderer(mimeType)
};

const extension: IRenderMime.IExtension = {
  id: 'conduit-nb:transcript',
  rendererFactory,
  rank: 0, // before text/html (50)
  dataType: 'json'
};

export default extension;
