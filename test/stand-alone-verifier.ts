/** Runs `verifier/troth-verify.mjs` as an auditor would: as a program of its own, on files. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Verdict {
  /** 0 intact, 1 broken, 2 not verified. */
  readonly exitCode: number;
  readonly said: string;
}

const verifier = join(import.meta.dirname, '..', 'verifier', 'troth-verify.mjs');

/** One export, by its path or through standard input. */
export function verifyFile(
  content: string,
  options: readonly string[] = [],
  through: 'path' | 'input' = 'path',
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-verify-'));
  const file = join(folder, 'export.jsonl');
  writeFileSync(file, content);
  return new Promise<Verdict>((resolve) => {
    const words = [verifier, ...(through === 'path' ? [file] : []), ...options];
    const child = execFile(process.execPath, words, (error, output, complaint) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, said: output + complaint });
    });
    child.stdin?.end(through === 'input' ? content : '');
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** Any number of exports in one other process, which loads the verifier anew for each: starting a process takes far longer than verifying. */
export async function verifyMany(contents: readonly string[]): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-verify-'));
  try {
    const files = contents.map((content, index) => {
      const file = join(folder, `${index}.jsonl`);
      writeFileSync(file, content);
      return file;
    });
    return await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', loadForEach], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('error', reject);
      child.once('close', () => resolve(JSON.parse(output) as Verdict[]));
      child.stdin.end(JSON.stringify({ address: pathToFileURL(verifier).href, files }));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const loadForEach = `
  const { address, files } = JSON.parse((await process.stdin.toArray()).join(''));
  const verdicts = [];
  let said = '';
  console.log = console.error = (line) => (said += line + '\\n');
  for (const [index, file] of files.entries()) {
    said = '';
    process.argv = [process.argv[0], address, file];
    process.exitCode = 0;
    await import(address + '?' + index);
    verdicts.push({ exitCode: process.exitCode, said });
  }
  process.exitCode = 0;
  process.stdout.write(JSON.stringify(verdicts));
`;
