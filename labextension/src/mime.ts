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
    // Enter, Space and the arrows belong to the card, not to the notebook's command mode.
    this.node.dataset.lmSuppressShortcuts = 'true';
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.handle?.dispose();
    this.handle = renderTranscript(this.node, model.data[this.mimeType]);
    return Promise.resolve();
  }

  override dispose(): void {
    this.handle?.dispose();
    this.handle = null;
    super.dispose();
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
