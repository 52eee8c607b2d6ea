/** `npm run check`: everything that judges the sources without running the product. Prints one line a step, and the output of those that failed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

const steps = [
  { name: 'types', command: ['typescript', 'tsc', '-p', 'tsconfig.json'] },
  { name: 'pure folders', command: ['typescript', 'tsc', '-p', 'tsconfig.pure.json'] },
  { name: 'web types', command: ['typescript', 'tsc', '-p', 'src/web/tsconfig.json'] },
  { name: 'lint', command: ['oxlint', 'oxlint', '--type-aware', '--deny-warnings', 'src', 'test'] },
  { name: 'format', command: ['@biomejs/biome', 'biome', 'format', '.'] },
  { name: 'unused', command: ['knip', 'knip'] },
  { name: 'house rules', command: ['vitest', 'vitest', 'run', 'test/tidy.test.ts'] },
];

ensureInstalled();
let failed = 0;
for (const step of steps) {
  const started = performance.now();
  const [packageName, program, ...parameters] = step.command;
  const run = spawnSync(process.execPath, [programFile(packageName, program), ...parameters], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${step.name.padEnd(14)}${seconds} s  ${run.status === 0 ? 'ok' : 'failed'}`);
  if (run.status === 0) continue;
  failed += 1;
  console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? `${run.error.message}\n` : ''}`);
}
process.exitCode = failed === 0 ? 0 : 1;

/** The file behind a command, started with this very Node rather than through a shell. */
function programFile(packageName, program) {
  const folder = join(root, 'node_modules', packageName);
  if (!existsSync(folder)) return folder;
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}
