/** Transactions, roles and failures behave the same on every engine. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, onEveryEngine, servers } from '../../test/databases.ts';
import type { Database, Queryable } from './database.ts';
import { appendingRole } from './connections.ts';

const makeNotes = `
  create table note (id integer primary key, body text);
  do $$ begin
    if not exists (select from pg_roles where rolname = '${appendingRole}') then create role ${appendingRole}; end if;
  end $$;
  grant select, insert on note to ${appendingRole};`;

onEveryEngine('A transaction', (database) => {
  beforeAll(() => asOwner(database(), makeNotes));
  beforeEach(() => asOwner(database(), 'delete from note'));

  test('stores everything when it returns', async () => {
    const result = await database().transaction(async (tx) => {
      await tx.query('insert into note values ($1, $2)', [1, 'kept']);
      await tx.script(`insert into note values (2, 'kept'); insert into note values (3, 'kept')`);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await ids(database())).toEqual([1, 2, 3]);
  });

  test('stores nothing when it throws, and the cause comes out', async () => {
    const attempt = database().transaction(async (tx) => {
      await tx.query(`insert into note values (1, 'lost')`);
      throw new Error('the step after failed');
    });
    await expect(attempt).rejects.toThrow('the step after failed');
    expect(await ids(database())).toEqual([]);
  });

  test('does not pass for stored when a statement in it failed and the caller ignored it', async () => {
    const attempt = database().transaction(async (tx) => {
      await tx.query(`insert into note values (1, 'lost')`);
      await tx.query('select no_such_column').catch(() => undefined);
    });
    await expect(attempt).rejects.toThrow('A statement failed inside the transaction');
    expect(await ids(database())).toEqual([]);
  });

  test('refuses the database itself while it is open, instead of waiting for ever', async () => {
    const nested = database().transaction(() => database().query('select 1'));
    await expect(nested).rejects.toThrow('only its own tx may be used');
    const twice = database().transaction(() => database().transaction((tx) => ids(tx)));
    await expect(twice).rejects.toThrow('only its own tx may be used');
    expect(await ids(database())).toEqual([]);
  });

  test('cannot be used after its end', async () => {
    const escaped = await database().transaction((tx) => Promise.resolve({ tx }));
    await expect(escaped.tx.query('select 1')).rejects.toThrow('The transaction is over');
  });

  test('waits for its turn when many start at once', async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    await Promise.all(
      numbers.map((id) => database().transaction((tx) => tx.query(`insert into note values ($1, 'kept')`, [id]))),
    );
    expect(await ids(database())).toEqual(numbers);
  });

  test('that a script leaves open is undone, and harms nobody after it', async () => {
    await database().script(`begin; insert into note values (1, 'lost')`);
    expect(await ids(database())).toEqual([]);
  });

  test('a broken constraint keeps its name for the caller who expects it', async () => {
    await database().query(`insert into note values (1, 'first')`);
    await expect(database().query(`insert into note values (1, 'second')`)).rejects.toMatchObject({
      code: '23505',
      constraint: 'note_pkey',
    });
  });

  test('a query takes one statement only, so that nothing can be smuggled in behind it', async () => {
    await expect(database().query('select 1; delete from note')).rejects.toMatchObject({ code: '42601' });
  });
});

onEveryEngine('The one who appends', (database) => {
  beforeAll(() => asOwner(database(), makeNotes));

  test('may add and read, but neither change nor remove', async () => {
    await database().query(`insert into note values (1, 'kept')`);
    expect(await ids(database())).toEqual([1]);
    await expect(database().query(`update note set body = 'changed'`)).rejects.toMatchObject({ code: '42501' });
    await expect(database().transaction((tx) => tx.query('delete from note'))).rejects.toMatchObject({ code: '42501' });
  });

  test('has the rights of the owner only inside a transaction that asks for them', async () => {
    const owner = await database().transaction((tx) => currentUser(tx), { asOwner: true });
    expect(owner).not.toBe(appendingRole);
    expect(await currentUser(database())).toBe(appendingRole);
    await database().maintain();
    expect(await currentUser(database())).toBe(appendingRole);
  });

  test('works in UTC', async () => {
    expect(await database().query(`select current_setting('timezone') as zone`)).toEqual([{ zone: 'UTC' }]);
  });
});

describe.each(servers)('A server, $name', (server) => {
  test('says conflict when two transactions wait for each other', async () => {
    await using(await freshDatabase(server), async (database) => {
      await asOwner(database, `${makeNotes} insert into note values (1, 'a'), (2, 'b')`);
      const first = gate();
      const second = gate();
      const lock = async (tx: Queryable, id: number) => {
        await tx.query('update note set body = body where id = $1', [id]);
      };
      const outcomes = await Promise.allSettled([
        database.transaction(
          async (tx) => {
            await lock(tx, 1);
            first.open();
            await second.opened;
            await lock(tx, 2);
          },
          { asOwner: true },
        ),
        database.transaction(
          async (tx) => {
            await lock(tx, 2);
            second.open();
            await first.opened;
            await lock(tx, 1);
          },
          { asOwner: true },
        ),
      ]);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toMatchObject([{ reason: { name: 'LedgerFault', code: 'conflict' } }]);
    });
  });

  test('that drops a connection in the middle is unreachable for that transaction, and serves the next', async () => {
    await using(await freshDatabase(server), async (database) => {
      const attempt = database.transaction((tx) => tx.query('select pg_terminate_backend(pg_backend_pid())'), {
        asOwner: true,
      });
      await expect(attempt).rejects.toMatchObject({ code: 'database_unreachable' });
      expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    });
  });

  test('that drops the connection during the commit leaves the outcome unknown, and says so', async () => {
    await using(await freshDatabase(server), async (database) => {
      await asOwner(
        database,
        `create table note (id integer primary key);
         create function hang_up() returns trigger language plpgsql as
           'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
         create constraint trigger hang_up after insert on note deferrable initially deferred
           for each row execute function hang_up()`,
      );
      const attempt = database.transaction((tx) => tx.query('insert into note values (1)'), { asOwner: true });
      await expect(attempt).rejects.toMatchObject({
        code: 'outcome_unknown',
        remedy: expect.stringContaining('idempotency key'),
      });
    });
  });

  test('stops a query that runs too long', async () => {
    await using(await freshDatabase(server), async (database) => {
      const attempt = database.transaction(async (tx) => {
        await tx.script(`set local statement_timeout = '20ms'`);
        await tx.query('select pg_sleep(5)');
      });
      await expect(attempt).rejects.toMatchObject({ code: 'query_too_slow' });
    });
  });
});

async function asOwner(database: Database, sql: string): Promise<void> {
  await database.transaction((tx) => tx.script(sql), { asOwner: true });
}

async function ids(place: Queryable): Promise<readonly number[]> {
  return (await place.query<{ id: number }>('select id from note order by id')).map((row) => row.id);
}

async function currentUser(place: Queryable): Promise<string | undefined> {
  return (await place.query<{ name: string }>('select current_user as name'))[0]?.name;
}

async function using(database: Database, run: (database: Database) => Promise<void>): Promise<void> {
  try {
    await run(database);
  } finally {
    await database.close();
  }
}

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
