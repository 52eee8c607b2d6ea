/** `npm run build`: makes sure that dist holds the compiled sources and the web application. Uses Node only, until the compiler runs. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, root } from './install.mjs';

/** Compiles src into dist when a source has changed since the last time, and does nothing otherwise. Ends the process on failure. */
export function ensureBuilt() {
  const wanted = fingerprint();
  const dist = join(root, 'dist');
  const stamp = join(dist, '.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  console.error('Compiling …');
  // Beside dist and then put in its place, so that a command which starts meanwhile never loads half a program.
  const fresh = join(root, `dist-${process.pid}`);
  const steps = [
    ['typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh],
    ['vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(fresh, 'web')],
  ];
  for (const [program, ...parameters] of steps) {
    const run = spawnSync(process.execPath, [join(root, 'node_modules', program), ...parameters], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      // Whoever starts it: the setting of tests would build the slow, talkative form.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (run.status === 0) continue;
    rmSync(fresh, { recursive: true, force: true });
    console.error('The sources do not compile; the lines above say where.');
    process.exit(1);
  }
  writeFileSync(join(fresh, '.stamp'), wanted);
  putInPlace(fresh, dist);
}

/** Two may compile at once, and the first may already run what it compiled: the second then leaves that alone. */
function putInPlace(fresh, dist) {
  const stampOf = (folder) => {
    const stamp = join(folder, '.stamp');
    return existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  };
  const stale = `${fresh}-stale`;
  try {
    if (stampOf(dist) !== stampOf(fresh)) {
      if (existsSync(dist)) renameSync(dist, stale);
      renameSync(fresh, dist);
    }
  } catch (error) {
    // Somebody else was faster between our look and our move; what they put there is as good as ours.
    if (stampOf(dist) !== stampOf(fresh)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(stale, { recursive: true, force: true });
  }
}

/** Of everything that the compiled program depends on, tests left out. */
function fingerprint() {
  const hash = createHash('sha256');
  const configs = ['tsconfig.json', 'tsconfig.build.json', 'vite.config.ts', 'package-lock.json'];
  const folders = ['src', 'migrations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  for (const file of [...configs.map((config) => join(root, config)), ...folders.sort()]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  ensureBuilt();
}
