/** `npm test`: runs the tests and ends with one line, `N passed, N failed`. Further parameters go to vitest. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
// Once, before tests that start the program side by side.
ensureBuilt();
const parameters = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'troth-report-'));
try {
  const report = join(folder, 'report.json');
  const screen = parameters.some((parameter) => parameter.startsWith('--reporter')) ? [] : ['--reporter=default'];
  const vitest = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...screen,
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...parameters,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const { passed, failed } = count(report);
  // Vitest also fails for what belongs to no test: an error nobody caught, an engine that did not stop.
  const outside = failed === 0 && vitest.status !== 0 ? 1 : 0;
  if (outside > 0) console.log('Vitest failed outside the tests; the lines above say where. It counts as one failure.');
  if (passed + failed === 0) console.log('No test was run.');
  process.exitCode = passed > 0 && failed + outside === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed + outside} failed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A file that could not be loaded, or whose preparation failed, has no failed test of its own and counts as one. */
function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}
