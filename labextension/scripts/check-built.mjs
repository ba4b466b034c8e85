/**
 * Rebuilds all assets in a temporary folder and compares them, byte for byte, with the committed
 * ones. Exits with 1 and the names of the files that differ, so that no stale build is shipped.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { EXTENSION, ROOT, STATIC } from './paths.mjs';

/**
 * @param {string} folder
 * @returns {Map<string, Buffer>} each file's bytes by its path inside the folder
 */
function contents(folder) {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    : [];
  return new Map(
    files.map(({ name, parentPath }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file)];
    })
  );
}

/**
 * @param {string} committed
 * @param {string} rebuilt
 * @returns {string[]} a line for each file that is not the same in both folders
 */
function differences(committed, rebuilt) {
  const ours = contents(committed);
  const fresh = contents(rebuilt);
  const shown = path.relative(path.dirname(ROOT), committed);
  return [...new Set([...ours.keys(), ...fresh.keys()])].sort().flatMap(name => {
    const [old, made] = [ours.get(name), fresh.get(name)];
    const file = path.join(shown, name);
    if (old === undefined) {
      return [`${file}: built from the sources, but not committed`];
    }
    if (made === undefined) {
      return [`${file}: committed, but not built from the sources`];
    }
    return old.equals(made) ? [] : [`${file}: differs from what the sources build`];
  });
}

const scratch = mkdtempSync(path.join(tmpdir(), 'conduit-nb-check-'));
try {
  const targets = [
    { committed: EXTENSION, rebuilt: path.join(scratch, 'extension'), script: 'extension' },
    { committed: STATIC, rebuilt: path.join(scratch, 'static'), script: 'static' }
  ];
  for (const { rebuilt, script } of targets) {
    execFileSync(process.execPath, [path.join(ROOT, 'scripts', `build-${script}.mjs`), rebuilt], {
      stdio: ['ignore', 'ignore', 'inherit']
    });
  }
  const lines = targets.flatMap(({ committed, rebuilt }) => differences(committed, rebuilt));
  if (lines.length > 0) {
    console.error(lines.join('\n'));
    console.error('Run `npm run build:prod` in labextension/ and commit the result.');
    process.exitCode = 1;
  } else {
    console.log('The committed assets are what the sources build.');
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
