/** What each endpoint for incoming files does: it asks the desk that the server was started with. */
import type { intake as contract } from '../api/intake.ts';
import type { Context, Handlers, Intake } from './context.ts';
import { Refused } from './refused.ts';

export const intake: Handlers<typeof contract> = {
  sources: (context, asked) => desk(context).sources(context, asked),
  look: (context, asked) => desk(context).look(context, asked),
  map: (context, asked) => desk(context).map(context, asked),
  unmap: (context, asked) => desk(context).unmap(context, asked),
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
