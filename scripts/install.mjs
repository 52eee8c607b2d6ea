/** Makes sure that node_modules holds what package-lock.json asks for. Uses Node only, for it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the program, whatever the current folder is. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const oldestNode = [20, 19];

/** Installs the packages when the lock file has changed since the last time, and does nothing otherwise. Ends the process on failure. */
export function ensureInstalled() {
  refuseOldNode();
  const lockFile = join(root, 'package-lock.json');
  const markFile = join(root, 'node_modules', '.troth-lock');
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(markFile) && readFileSync(markFile, 'utf8') === wanted) return;

  // On the error stream, because the output of a command may be read by a program.
  console.error('Installing packages (npm ci); this takes a minute and happens only when package-lock.json changes …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error(
      npm.error
        ? `npm could not be started (${npm.error.message}). Install Node with npm, then try again.`
        : 'The packages could not be installed; the lines above say why. Check the network, then run: npm ci',
    );
    process.exit(1);
  }
  writeFileSync(markFile, wanted);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `Troth needs Node ${oldestNode.join('.')} or later, and this is ${process.versions.node}: https://nodejs.org`,
  );
  process.exit(1);
}
