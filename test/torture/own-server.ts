/** A PostgreSQL server that nobody else uses, since it is going to be crashed. */
import { randomBytes } from 'node:crypto';
import { asAdmin, databaseUrl, npmBinaries, startServer } from '../postgres-server.ts';

/** Runs steps with the address of an empty database on a server of their own. */
export async function onOwnServer<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const server = await startServer({ binaries: npmBinaries(), initdbOptions: ['--locale=C'] });
  try {
    const name = `troth_torture_${randomBytes(4).toString('hex')}`;
    await asAdmin(server.url, (admin) => admin.query(`create database ${name}`));
    return await use(databaseUrl(server.url, name));
  } finally {
    await server.stop();
  }
}
