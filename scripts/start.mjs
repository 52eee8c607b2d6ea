/** `npm start`: installs and compiles what is missing, then serves the demonstration. Further parameters go to the program. */
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runInPlace } from './run.mjs';

ensureInstalled();
ensureBuilt();
runInPlace(process.execPath, [join(root, 'dist', 'main.js'), 'serve', '--demo', ...process.argv.slice(2)]);
