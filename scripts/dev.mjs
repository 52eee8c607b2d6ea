/** `npm run dev`: serves the demonstration from the sources, and builds the web application again on change. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runInPlace } from './run.mjs';

ensureInstalled();
ensureBuilt();
const builder = spawn(
  process.execPath,
  [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--watch', '--logLevel', 'warn'],
  { cwd: root, stdio: ['ignore', 2, 2] },
);
process.on('exit', () => builder.kill());
runInPlace(
  join(root, 'node_modules', '.bin', 'tsx'),
  ['watch', 'src/main.ts', 'serve', '--demo', ...process.argv.slice(2)],
  {
    cwd: root,
    shell: process.platform === 'win32',
  },
);
