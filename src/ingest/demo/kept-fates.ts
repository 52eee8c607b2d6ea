/** The ways in which a promise ends well, or at least without a breach. */
import { dayAt, momentAfter, momentOn, momentUpTo, workday, workdayUpTo } from './calendar.ts';
import { answerAt, declareDone, move, type Play, told, type Told } from './play.ts';

/** Promises are mostly finished in the last days before they are due. */
const lastDays = 4;

function finish(play: Play): Play {
  return declareDone(play, momentUpTo(play.story.dice, play.at, play.dueDay, lastDays));
}

/** A first try well before the due day, so that there is time for a second one. */
function finishEarly(play: Play): Play {
  const { dice } = play.story;
  const early = Math.max(dayAt(play.at), play.dueDay - dice.whole(6, 9));
  return declareDone(play, momentUpTo(dice, play.at, workdayUpTo(early), 0));
}

function confirm(play: Play): Told {
  const confirmed = move(play, 'declareSatisfied', answerAt(play));
  return told(confirmed, 'kept', play.at);
}

/** Done in time, and the other side confirms it. */
export function kept(play: Play): Told {
  return confirm(finish(play));
}

/** Done in time, and nobody says anything. */
export function keptBySilence(play: Play): Told {
  const done = finish(play);
  return told(done, 'kept', done.at);
}

/** Moved early and openly, then kept. */
export function renegotiated(play: Play): Told {
  return confirm(finish(agreeOnLater(play, 'proposeChange')));
}

/** The one it was made to asks for another day. */
export function movedOnRequest(play: Play): Told {
  return confirm(finish(agreeOnLater(play, 'askChange')));
}

function agreeOnLater(play: Play, proposal: 'proposeChange' | 'askChange'): Play {
  const { dice } = play.story;
  const dueDay = workday(play.dueDay + dice.whole(4, 10));
  const proposed = move(play, proposal, momentUpTo(dice, play.at, play.dueDay - 2, lastDays), { dueDay });
  const agreedBy = Math.max(dayAt(proposed.at), play.dueDay - 1);
  return { ...move(proposed, 'agreeChange', momentUpTo(dice, proposed.at, agreedBy, 1)), dueDay };
}

/** Another day is asked for and refused; kept as first promised. */
export function changeRefused(play: Play): Told {
  const { dice } = play.story;
  const dueDay = workday(play.dueDay + dice.whole(3, 8));
  const asked = move(play, 'askChange', momentUpTo(dice, play.at, play.dueDay - 2, lastDays), { dueDay });
  const refused = move(asked, 'refuseChange', momentUpTo(dice, asked.at, play.dueDay - 1, 1));
  return confirm(finish({ ...refused, dueDay: play.dueDay }));
}

/** Disputed, done again, then confirmed. */
export function reworked(play: Play): Told {
  const done = finishEarly(play);
  const rejected = move(done, 'reject', answerAt(done));
  const dueDay = workday(Math.max(play.dueDay, dayAt(rejected.at) + play.story.dice.whole(4, 8)));
  const again = move(rejected, 'rework', momentAfter(play.story.dice, rejected.at, 0), { dueDay });
  return { ...confirm(finish(again)), outcome: 'late' };
}

/** Disputed, and a referee finds that it was done. */
export function upheld(play: Play): Told {
  const done = finish(play);
  const rejected = move(done, 'reject', answerAt(done));
  return told(move(rejected, 'uphold', momentAfter(play.story.dice, rejected.at, 4)), 'kept', done.at);
}

/** The one it was made to lets it go. */
export function released(play: Play): Told {
  return told(move(play, 'release', momentUpTo(play.story.dice, play.at, play.dueDay - 1, lastDays)), 'none', null);
}

/** Done after the due day, within the grace period, and confirmed. */
export function keptLate(play: Play): Told {
  const done = finishLate(play);
  return told(move(done, 'declareSatisfied', answerAt(done)), 'late', done.at);
}

/** Done after the due day, within the grace period, and nobody says anything. */
export function keptLateBySilence(play: Play): Told {
  const done = finishLate(play);
  return told(done, 'late', done.at);
}

/** Done some days late; the grace period of 14 days is never used up. */
export function finishLate(play: Play): Play {
  const { dice } = play.story;
  return declareDone(play, momentOn(dice, play.dueDay + dice.whole(1, 10)));
}

/** Agreed on a later day only after the due day had passed, then kept. */
export function renegotiatedLate(play: Play): Told {
  const { dice } = play.story;
  const agreedAt = momentOn(dice, play.dueDay + dice.whole(1, 5));
  const dueDay = workday(dayAt(agreedAt) + dice.whole(5, 10));
  const agreed = move(play, 'agreeChange', agreedAt, { dueDay });
  return { ...confirm(finish(agreed)), outcome: 'late' };
}
