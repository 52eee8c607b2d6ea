/** Cases that are open on the last day: just opened, waiting, handed from one to the next. */
import { minutesAfter, momentAfter, momentOn, workdayUpTo } from './calendar.ts';
import { type Case, openDefect } from './cases.ts';
import type { Story } from './story.ts';

/** Opens a case on the last purchase before a day; none where nothing was bought yet. */
function openDaysAgo(story: Story, days: number): Case | undefined {
  const at = momentOn(story.dice, workdayUpTo(story.calendar.today - days));
  const purchase = story.lastPurchase(at);
  return purchase === undefined ? undefined : openDefect(story, purchase, at);
}

/** Opened yesterday; nobody has looked at it. */
export function tellCaseJustOpened(story: Story): void {
  openDaysAgo(story, 1);
}

/** One try some time ago, and the customer has waited since. */
export function tellCaseWaiting(story: Story): void {
  const { dice } = story;
  const known = openDaysAgo(story, dice.whole(12, 20));
  if (known === undefined) return;
  const at = momentAfter(dice, known.at, dice.whole(1, 3));
  story.record('case.attempted', at, { caseId: known.caseId, by: 'customer-service', what: 'Asked for photos' });
}

/** Everybody has had it on the desk. */
export function tellCaseHandedOn(story: Story): void {
  const { dice } = story;
  const known = openDaysAgo(story, dice.whole(12, 16));
  if (known === undefined) return;
  const way = ['customer-service', 'operations', 'accounting'];
  let at = minutesAfter(known.at, 30);
  for (const by of way) {
    at = momentAfter(dice, at, dice.whole(1, 2));
    story.record('case.attempted', at, {
      caseId: known.caseId,
      by,
      attempt: 'hand-off',
      what: 'Not ours, please look',
    });
  }
}
