/** The last days of the demo: what lies on the desks today, open, late, waiting, asked for, in dispute. */
import { openPromise, recordMade } from './play.ts';
import { type Calendar, dayAt, minutesAfter, momentOn, spokenDay, workdayUpTo } from './calendar.ts';
import { complaints } from './case-words.ts';
import type { Customer } from './customers.ts';
import type { Dice } from './dice.ts';
import { offers } from './offers.ts';
import { declareDone, move, type Play, type Terms } from './play.ts';
import { type PromiseSort, wordsFor } from './promise-words.ts';
import type { Purchase, Story } from './story.ts';
