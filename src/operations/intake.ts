/** What each endpoint for incoming files does: it asks the desk that the server was started with. */
import type { intake as contract, RunView, UploadView } from '../api/intake.ts';
import type { InputOf } from '../api/endpoint.ts';
import type { Context, Handlers } from './context.ts';
import { Refused } from './refused.ts';

type Asked<Name extends keyof typeof contract> = InputOf<(typeof contract)[Name]>;

/** The desk where files are handed in. It keeps what runs; `ingest` makes it, for a process that stays. */
export interface Intake {
  readonly look: (context: Context, asked: Asked<'look'>) => Promise<UploadView>;
  readonly run: (context: Context, asked: Asked<'run'>) => Promise<RunView>;
  readonly watch: (context: Context, asked: Asked<'watch'>) => Promise<RunView>;
  readonly correct: (context: Context, asked: Asked<'correct'>) => Promise<RunView>;
  /** Waits for a run that is under way. */
  readonly close: () => Promise<void>;
}

export const intake: Handlers<typeof contract> = {
  look: (context, asked) => desk(context).look(context, asked),
  run: (context, asked) => desk(context).run(context, asked),
  watch: (context, asked) => desk(context).watch(context, asked),
  correct: (context, asked) => desk(context).correct(context, asked),
};

function desk({ intake: opened }: Context): Intake {
  if (opened !== undefined) return opened;
  throw new Refused({
    code: 'invalid',
    reason: 'This program takes in no uploads',
    remedy: 'Start `troth serve`, or import a folder with `troth import <source> <folder>`',
  });
}
