/** Where the sources are and where the built assets go. */

import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The labextension folder. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The prebuilt JupyterLab extension that the Python wheel carries. */
export const EXTENSION = path.join(ROOT, '..', 'conduit_nb', '_labextension');

/** The front ends that Python inlines or hands to anywidget. */
export const STATIC = path.join(ROOT, '..', 'conduit_nb', 'notebook', 'widgets', 'static');
