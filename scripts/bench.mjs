/** `npm run bench [name] [-- parameters]`: compiles and runs one benchmark of `bench/`, or all of them in turn. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const [name, ...parameters] = process.argv.slice(2);
// Neither a benchmark by itself.
const shared = new Set(['measure.ts', 'company.ts']);
const all = readdirSync(join(root, 'bench')).filter((file) => file.endsWith('.ts') && !shared.has(file));
const chosen = name === undefined ? all : all.filter((file) => file === `${name}.ts`);
if (chosen.length === 0) {
  console.error(`There is no benchmark ${name}. Name one of: ${all.map((file) => file.slice(0, -3)).join(', ')}`);
  process.exit(2);
}
run([join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.bench.json']);
const compiled = join(root, 'dist-bench');
if (!existsSync(join(compiled, 'sources'))) symlinkSync(join(root, 'sources'), join(compiled, 'sources'));
for (const file of chosen) run([join(compiled, 'bench', file.replace(/\.ts$/, '.js')), ...parameters]);

function run(command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
