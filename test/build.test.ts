/** Commands started side by side in a folder where nothing is compiled yet: each runs a whole program. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'troth-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of a few modules that loads them late, so that one which is taken away meanwhile is missed. */
function smallProgram(): void {
  for (const name of ['scripts', 'bin', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    // What a builder keeps for itself is not shared.
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  const lock = readFileSync(join(folder, 'package-lock.json'));
  writeFileSync(join(packages, '.troth-lock'), createHash('sha256').update(lock).digest('hex'));
  mkdirSync(join(folder, 'src', 'web'), { recursive: true });
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(join(folder, 'vite.config.ts'), `export default { root: 'src/web', build: { emptyOutDir: true } };\n`);
  writeFileSync(join(folder, 'src', 'web', 'index.html'), '<!doctype html><title>Small</title>\n');
  const late = Array.from({ length: 30 }, (_, n) => `part-${n}`);
  for (const name of late) writeFileSync(join(folder, 'src', `${name}.ts`), `export const own = '${name}';\n`);
  writeFileSync(
    join(folder, 'src', 'main.ts'),
    [
      'const said: string[] = [];',
      ...late.flatMap((name) => [
        'await new Promise((resolve) => setTimeout(resolve, 50));',
        `said.push((await import('./${name}.ts')).own);`,
      ]),
      'console.log(said.length);',
      '',
    ].join('\n'),
  );
}

test('four commands on a fresh clone compile side by side, and none takes the program away from another', async () => {
  smallProgram();
  const run = promisify(execFile);
  const seen = new Set<number>();
  const look = setInterval(() => {
    const built = statSync(join(folder, 'dist', 'main.js'), { throwIfNoEntry: false });
    if (built !== undefined) seen.add(built.ino);
  }, 5);
  const outputs = await Promise.all(
    Array.from({ length: 4 }, () => run(process.execPath, [join(folder, 'bin', 'troth.mjs')])),
  );
  clearInterval(look);
  expect(outputs.map(({ stdout }) => stdout.trim())).toEqual(['30', '30', '30', '30']);
  // One was put in place, and it stayed while others ran it.
  expect(seen.size).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
});
