/** What a person reads when the PostgreSQL server cannot be used: host and database, never the password. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { servers } from '../../test/databases.ts';
import { openDatabase } from './database.ts';
import { refuseOldServer } from './server.ts';

test('a server that does not answer is named by host, port and database', async () => {
  const fault = await faultOf('postgres://anna:secret@127.0.0.1:1/ledger');
  expect(fault).toMatchObject({
    code: 'database_unreachable',
    message: expect.stringMatching(
      /^PostgreSQL at 127\.0\.0\.1:1, database "ledger" cannot be reached: .*ECONNREFUSED/,
    ),
    remedy: expect.stringContaining('DATABASE_URL'),
  });
  expect(inspect(fault)).not.toContain('secret');
});

test('a host that does not exist is unreachable too', async () => {
  const fault = await faultOf('postgres://anna:secret@no-such-host.invalid/ledger');
  expect(fault).toMatchObject({ code: 'database_unreachable', message: expect.stringContaining('no-such-host') });
});

test('a text that is no address is refused without being repeated, for it may hold the password', async () => {
  const fault = await faultOf('postgres://anna:se#cret@host:port/ledger');
  expect(fault).toMatchObject({
    code: 'database_unreachable',
    message: 'DATABASE_URL is not an address of PostgreSQL.',
  });
  expect(inspect(fault)).not.toContain('cret');
});

test('a server before version 15 is refused', () => {
  expect(() => refuseOldServer('15.18 (Debian 15.18-0+deb12u1)', 'It')).not.toThrow();
  expect(() => refuseOldServer('18.4', 'It')).not.toThrow();
  expect(() => refuseOldServer('14.9', 'PostgreSQL at old:5432, database "ledger"')).toThrow(
    expect.objectContaining({
      code: 'database_too_old',
      message: 'PostgreSQL at old:5432, database "ledger" runs version 14.9, and Troth needs PostgreSQL 15 or later.',
    }),
  );
});

describe.each(servers)('A server, $name', ({ url }) => {
  test('that refuses the password says which user and which database', async () => {
    const wrong = new URL(url);
    wrong.password = 'wrong-password';
    const fault = await faultOf(wrong.href);
    expect(fault).toMatchObject({ code: 'database_refused', message: expect.stringContaining('database "postgres"') });
    expect(inspect(fault)).not.toContain('wrong-password');
  });

  test('that asks for a password where none is given refuses', async () => {
    const none = new URL(url);
    none.password = '';
    expect(await faultOf(none.href)).toMatchObject({ code: 'database_refused' });
  });

  test('without the database names the missing one', async () => {
    const missing = new URL(url);
    missing.pathname = '/no_such_ledger';
    expect(await faultOf(missing.href)).toMatchObject({
      code: 'database_missing',
      message: expect.stringContaining('database "no_such_ledger" does not exist'),
      remedy: expect.stringContaining('createdb'),
    });
  });
});

async function faultOf(url: string): Promise<unknown> {
  return await openDatabase({ folder: '', url }).then(
    () => 'It was opened.',
    (error: unknown) => error,
  );
}
