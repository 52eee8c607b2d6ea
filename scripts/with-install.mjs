/** Runs a program of node_modules/.bin after the packages are there: `node scripts/with-install.mjs tsx watch src/main.ts`. */
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runInPlace } from './run.mjs';

const [program, ...parameters] = process.argv.slice(2);
if (program === undefined) {
  console.error('Usage: node scripts/with-install.mjs <program> [parameters]');
  process.exit(1);
}
ensureInstalled();
runInPlace(join(root, 'node_modules', '.bin', program), parameters, {
  cwd: root,
  shell: process.platform === 'win32',
});
