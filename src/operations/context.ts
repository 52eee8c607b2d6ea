/** What an operation may touch, and the shape of its handlers. */
import type { InputOf, OutputOf } from '../api/endpoint.ts';
import type { intake } from '../api/intake.ts';
import type { Instant } from '../domain/instants.ts';
import type { Database } from '../ledger/database.ts';

/** Everything an operation may touch. Built once a request by a way in, from what main.ts opened; passed by hand. */
export interface Context {
  readonly database: Database;
  readonly now: () => Instant;
  /** Who is asking: `person:…`, `api:…`, `import:…`, `system`. Recorded with every event. */
  readonly actor: string;
  /** The way in, which idempotency keys belong to: `cli`, `api`. */
  readonly source: string;
  /** Where signing keys and refused rows are kept. */
  readonly folder: string;
  /** The key that signs checkpoints, in PEM, where it is not kept in the folder. */
  readonly signingKey?: string | undefined;
  /** Where files are handed in. Left out: this way in takes none. */
  readonly intake?: Intake | undefined;
}

/** One handler for each endpoint of a group: leave one out and it does not compile. */
export type Handlers<Group> = {
  readonly [Name in keyof Group]: (context: Context, input: InputOf<Group[Name]>) => Promise<OutputOf<Group[Name]>>;
};

/** The desk where files are handed in. It keeps what runs; `ingest` makes it, for a process that stays. */
export type Intake = Handlers<typeof intake> & {
  /** Waits for a run that is under way. */
  readonly close: () => Promise<void>;
};
