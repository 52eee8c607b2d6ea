/** The ways in which a promise is broken. */
import { momentAfter, momentOn, momentUpTo } from './calendar.ts';
import { finishLate } from './kept-fates.ts';
import { answerAt, brokenByClockAt, declareDone, move, type Play, told, type Told } from './play.ts';

const lastDays = 4;

/** Nothing more is heard of it: the clock breaks it. */
export function forgotten(play: Play): Told {
  return told(play, 'broken', null, brokenByClockAt(play.dueDay));
}

/** Called off by the one who promised, a little before or after it is due. */
export function reneged(play: Play): Told {
  const { dice } = play.story;
  const at = dice.chance(0.6)
    ? momentUpTo(dice, play.at, play.dueDay, lastDays)
    : momentOn(dice, play.dueDay + dice.whole(1, 6));
  const cause = dice.weighted({ cannot: 60, 'will-not': 18, outside: 22 });
  return told(move(play, 'renege', at, { cause }), 'broken', null);
}

/** Done late, and rejected. */
export function rejectedLate(play: Play): Told {
  const done = finishLate(play);
  return told(move(done, 'reject', answerAt(done)), 'broken', done.at);
}

/** Declared done, disputed, and admitted. */
export function conceded(play: Play): Told {
  const rejected = dispute(play);
  const cause = play.story.dice.weighted({ 'did-not-care': 50, unclear: 30, cannot: 20 });
  return told(move(rejected, 'concede', momentAfter(play.story.dice, rejected.at, 2), { cause }), 'broken', null);
}

/** Declared done, disputed, and a referee finds that it was not. */
export function overturned(play: Play): Told {
  const rejected = dispute(play);
  return told(move(rejected, 'overturn', momentAfter(play.story.dice, rejected.at, 5)), 'broken', null);
}

function dispute(play: Play): Play {
  const done = declareDone(play, momentUpTo(play.story.dice, play.at, play.dueDay, lastDays));
  return move(done, 'reject', answerAt(done));
}
