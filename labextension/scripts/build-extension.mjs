/**
 * Builds lib/ into the prebuilt JupyterLab extension.
 *
 *     node scripts/build-extension.mjs [OUTPUT]
 *
 * Calls the builder's own entry with the core packages' metadata that the lock file pins, which is
 * what the `jupyter-builder` command does too: so no Python is needed, and no download.
 */

import { createRequire } from 'node:module';
import path from 'node:path';

import { EXTENSION, ROOT } from './paths.mjs';

const require = createRequire(import.meta.url);
const output = process.argv[2] ?? EXTENSION;

// The builder has no option for the output folder. It reads this very object from Node's module
// cache, joins outputDir to the package's folder, and copies the file itself: the manifest that is
// built does not depend on where it was built to.
/** @type {{ jupyterlab: { outputDir: string } }} */
const manifest = require('../package.json');
manifest.jupyterlab.outputDir = path.relative(ROOT, path.resolve(output));

const core = path.dirname(require.resolve('@jupyterlab/core-meta/package.json'));
process.argv = [
  process.execPath,
  'build-labextension',
  '--core-package-file',
  path.join(core, 'core.package.json'),
  ROOT
];
require('@jupyter/builder/lib/build-labextension.js');
