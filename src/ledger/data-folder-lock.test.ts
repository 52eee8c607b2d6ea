/** A data folder has one holder, and a holder that died has none. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressOf, startOtherProcess } from '../../test/other-process.ts';
import { lockByFile, lockBySocket, lockFileName } from './data-folder-lock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troth-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ways = [
  { way: 'a socket', name: 'lockBySocket', lock: lockBySocket, runsHere: process.platform === 'linux' },
  { way: 'a file', name: 'lockByFile', lock: lockByFile, runsHere: true },
].filter(({ runsHere }) => runsHere);

describe.each(ways)('A folder locked by $way', ({ name, lock }) => {
  test('is refused to a second process, with its name and what to do', async () => {
    const other = startOtherProcess(holding(name, folder));
    await other.nextLine();
    await expect(lock(folder)).rejects.toMatchObject({
      code: 'folder_in_use',
      message: `The data folder ${folder} is open in another Troth process.`,
      remedy: expect.stringContaining('DATABASE_URL'),
    });
    await other.kill();
  });

  test('is free again after the other process was killed', async () => {
    const other = startOtherProcess(holding(name, folder));
    await other.nextLine();
    await other.kill();
    const unlock = await lock(folder);
    await unlock();
  });

  test('is refused to a second caller in the same process until the first gives it back', async () => {
    const unlock = await lock(folder);
    await expect(lock(folder)).rejects.toMatchObject({ code: 'folder_in_use' });
    await unlock();
    await (await lock(folder))();
  });
});

describe('A lock file', () => {
  test('names its process, and is gone when the folder is given back', async () => {
    const unlock = await lockByFile(folder);
    expect(readFileSync(join(folder, lockFileName), 'utf8')).toBe(`${process.pid}\n`);
    await unlock();
    expect(existsSync(join(folder, lockFileName))).toBe(false);
  });

  test('of an earlier process with the same id is taken over, as after the restart of a container', async () => {
    writeFileSync(join(folder, lockFileName), `${process.pid}\n`);
    await (await lockByFile(folder))();
  });

  test('without a number counts as held, and the remedy names the file to delete', async () => {
    writeFileSync(join(folder, lockFileName), '');
    await expect(lockByFile(folder)).rejects.toMatchObject({
      code: 'folder_in_use',
      remedy: expect.stringContaining(join(folder, lockFileName)),
    });
  });
});

function holding(name: string, path: string): string {
  return `
    import { ${name} } from '${addressOf('src/ledger/data-folder-lock.ts')}';
    await ${name}(${JSON.stringify(path)});
    console.log('held');
    setInterval(() => {}, 1000);`;
}
