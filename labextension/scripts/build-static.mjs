/**
 * Bundles every widgets/NAME.ts, and the CSS that it imports, into one self-contained NAME.js and
 * NAME.css for the Python package.
 *
 *     node scripts/build-static.mjs [OUTPUT]
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { build } from 'esbuild';

import { ROOT, STATIC } from './paths.mjs';

/** Inlined into HTML as classic scripts; all others are modules for anywidget. */
const PAGE_SCRIPTS = new Set(['transcript']);

const output = path.resolve(process.argv[2] ?? STATIC);
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const names = readdirSync(path.join(ROOT, 'widgets'))
  .filter(file => file.endsWith('.ts'))
  .map(file => path.basename(file, '.ts'))
  .sort();

for (const name of names) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`widgets/${name}.ts`],
    bundle: true,
    charset: 'ascii',
    format: PAGE_SCRIPTS.has(name) ? 'iife' : 'esm',
    legalComments: 'none',
    logLevel: 'warning',
    minify: true,
    outdir: output,
    target: 'es2022',
    write: false
  });
  for (const { path: file, text } of outputFiles) {
    // Such text would end the element, or hide the rest of the page, where it is inlined.
    const breaking = /<\/(script|style)|<!--/i.exec(text);
    if (breaking !== null) {
      throw new Error(`${path.basename(file)} has ${breaking[0]}: it cannot be inlined in HTML`);
    }
    writeFileSync(file, text);
    console.log(`${path.basename(file)}  ${(text.length / 1000).toFixed(1)} kB`);
  }
}
