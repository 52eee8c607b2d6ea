import { afterEach, describe, expect, test } from 'vitest';
import { type Due, dueOf, dueWindow } from './due.ts';
import { Refused } from './refused.ts';

const berlin = 'Europe/Berlin';
/** 20 November 2026 is a Friday. */
const fridayMorning = '2026-11-20T08:00:00.000Z';

function due(words: string, from = fridayMorning, zone = berlin): Due | string {
  const result = dueOf(words, from, zone);
  return result.ok ? result.due : result.refusal.reason;
}

const day = (dueDay: string, zone = berlin) => ({ dueDay, zone });
const at = (dueAt: string) => ({ dueAt });

const days: readonly (readonly [string, string])[] = [
  ['friday', '2026-11-20'],
  ['by Friday', '2026-11-20'],
  ['this friday', '2026-11-20'],
  ['next Friday', '2026-11-27'],
  ['on monday', '2026-11-23'],
  ['Thu', '2026-11-26'],
  ['next tuesday', '2026-11-24'],
  ['friday next week', '2026-11-27'],
  ['today', '2026-11-20'],
  ['tonight', '2026-11-20'],
  ['midnight', '2026-11-20'],
  ['tomorrow midnight', '2026-11-21'],
  ['tomorrow', '2026-11-21'],
  ['the day after tomorrow', '2026-11-22'],
  ['in 3 working days', '2026-11-25'],
  ['within 2 business days', '2026-11-24'],
  ['in one working day', '2026-11-23'],
  ['in 5 days', '2026-11-25'],
  ['a week', '2026-11-27'],
  ['in two weeks', '2026-12-04'],
  ['in 1 month', '2026-12-20'],
  ['end of day', '2026-11-20'],
  ['EOD', '2026-11-20'],
  ['end of tomorrow', '2026-11-21'],
  ['by the end of the week', '2026-11-20'],
  ['end of next week', '2026-11-27'],
  ['next week', '2026-11-27'],
  ['end of month', '2026-11-30'],
  ['by the end of next month', '2026-12-31'],
  ['end of the year', '2026-12-31'],
  ['end of november', '2026-11-30'],
  ['Nov 30', '2026-11-30'],
  ['30 Nov', '2026-11-30'],
  ['30th of November', '2026-11-30'],
  ['by the 30th', '2026-11-30'],
  ['the 5th', '2026-12-05'],
  ['Nov 3', '2027-11-03'],
  ['Friday, 27 November', '2026-11-27'],
  ['30.11.2026', '2026-11-30'],
  ['30.11.', '2026-11-30'],
  ['30.11.26', '2026-11-30'],
  ['30/11/2026', '2026-11-30'],
  ['5/6/2027', '2027-06-05'],
  ['12/6', '2027-06-12'],
  ['2026-11-30', '2026-11-30'],
  ['  tomorrow. ', '2026-11-21'],
];

/** Each with the instant that the wall clock in Berlin (+01:00) stands for. */
const instants: readonly (readonly [string, string])[] = [
  ['next Tuesday at 3pm', '2026-11-24T14:00:00.000Z'],
  ['tuesday 15:00', '2026-11-24T14:00:00.000Z'],
  ['friday at 14:00', '2026-11-20T13:00:00.000Z'],
  ['friday at 8:30', '2026-11-27T07:30:00.000Z'],
  ['noon', '2026-11-20T11:00:00.000Z'],
  ['at noon on monday', '2026-11-23T11:00:00.000Z'],
  ['today at 17:00', '2026-11-20T16:00:00.000Z'],
  ['3pm', '2026-11-20T14:00:00.000Z'],
  ['8am', '2026-11-21T07:00:00.000Z'],
  ['tomorrow at 14:00', '2026-11-21T13:00:00.000Z'],
  ['Nov 30 at 3pm', '2026-11-30T14:00:00.000Z'],
  ['30.11.2026 15:00', '2026-11-30T14:00:00.000Z'],
  ['30.11. 15:00', '2026-11-30T14:00:00.000Z'],
  ['the 30th at 3pm', '2026-11-30T14:00:00.000Z'],
  ['2026-11-30 15:00', '2026-11-30T14:00:00.000Z'],
  ['in 3 days at 5pm', '2026-11-23T16:00:00.000Z'],
  ['the day after tomorrow at noon', '2026-11-22T11:00:00.000Z'],
  ['in 2 hours', '2026-11-20T10:00:00.000Z'],
  ['within 24 hours', '2026-11-21T08:00:00.000Z'],
  ['in 30 minutes', '2026-11-20T08:30:00.000Z'],
  ['friday 3pm UTC', '2026-11-20T15:00:00.000Z'],
  ['2026-11-30T14:00+01:00', '2026-11-30T13:00:00.000Z'],
  ['2026-11-30T14:00:00.000Z', '2026-11-30T14:00:00.000Z'],
];

const serverZone = process.env['TZ'];
afterEach(() => {
  if (serverZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = serverZone;
});

describe.each(['UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Cairo'])(
  'on a server in %s',
  (server) => {
    test.each(days)('“%s” without a time of day is a day', (words, expected) => {
      process.env['TZ'] = server;
      expect(due(words)).toEqual(day(expected));
    });

    test.each(instants)('“%s” with a time of day is an instant', (words, expected) => {
      process.env['TZ'] = server;
      expect(due(words)).toEqual(at(expected));
    });

    test('the day is that of the zone asked for, not that of the server', () => {
      process.env['TZ'] = server;
      const late = '2026-11-20T23:30:00.000Z';
      expect(due('today', late, 'UTC')).toEqual(day('2026-11-20', 'UTC'));
      expect(due('today', late, berlin)).toEqual(day('2026-11-21'));
      expect(due('tomorrow', late, 'Pacific/Kiritimati')).toEqual(day('2026-11-22', 'Pacific/Kiritimati'));
      expect(due('friday', late, 'Pacific/Pago_Pago')).toEqual(day('2026-11-20', 'Pacific/Pago_Pago'));
      expect(due('noon', late, 'Asia/Tokyo')).toEqual(at('2026-11-21T03:00:00.000Z'));
    });

    test('a clock change between now and the due time does not move the hour on the wall', () => {
      process.env['TZ'] = server;
      const beforeSpring = '2026-03-27T09:00:00.000Z';
      expect(due('monday at 9am', beforeSpring)).toEqual(at('2026-03-30T07:00:00.000Z'));
      expect(due('in 3 days at 9am', beforeSpring)).toEqual(at('2026-03-30T07:00:00.000Z'));
      const beforeAutumn = '2026-10-23T09:00:00.000Z';
      expect(due('monday at 9am', beforeAutumn)).toEqual(at('2026-10-26T08:00:00.000Z'));
    });

    test('hours and minutes run through a clock change as they are', () => {
      process.env['TZ'] = server;
      expect(due('in 5 hours', '2026-03-28T23:30:00.000Z')).toEqual(at('2026-03-29T04:30:00.000Z'));
    });

    test('a time that the clock change leaves out is taken after it, one that comes twice is taken first', () => {
      process.env['TZ'] = server;
      expect(due('tomorrow at 2:30 am', '2026-03-28T09:00:00.000Z')).toEqual(at('2026-03-29T01:30:00.000Z'));
      expect(due('tomorrow at 2:30 am', '2026-10-24T09:00:00.000Z')).toEqual(at('2026-10-25T00:30:00.000Z'));
    });
  },
);

test('Friday said on a Friday is today until its end, and the week ends on it', () => {
  const lateFriday = '2026-11-20T22:30:00.000Z';
  expect(due('friday', lateFriday)).toEqual(day('2026-11-20'));
  expect(due('end of week', lateFriday)).toEqual(day('2026-11-20'));
  const saturday = '2026-11-21T09:00:00.000Z';
  expect(due('friday', saturday)).toEqual(day('2026-11-27'));
  expect(due('end of week', saturday)).toEqual(day('2026-11-27'));
  expect(due('in 1 working day', saturday)).toEqual(day('2026-11-23'));
  expect(due('next tuesday', '2026-11-23T09:00:00.000Z')).toEqual(day('2026-12-01'));
});

test.each(['2026-11-19', '2026-11-20T07:59:00Z', 'yesterday', '19.11.2026', 'today at 8am', 'Nov 19 2026'])(
  '“%s” lies in the past and is refused',
  (words) => {
    expect(due(words)).toBe(`“${words}” lies in the past`);
  },
);

test.each([
  'soon',
  'asap',
  '',
  'never on friday',
  'friday maybe',
  'before friday',
  'last friday',
  'now',
  'november',
  'next monday or tuesday',
  'mon-wed',
  'monday morning',
  'friday at 5',
  'weekend',
  'Friday, 26 November',
  '31.11.2026',
  '29/2/2027',
  '12/31/2026',
  '25:00',
  '30',
  'in 3 moons',
  '2026',
])('“%s” is not understood, and the refusal shows how to say it', (words) => {
  const result = dueOf(words, fridayMorning, berlin);
  expect(result).toMatchObject({
    ok: false,
    refusal: { code: 'invalid', field: 'due', value: words, reason: expect.stringContaining('not understood') },
  });
  if (!result.ok) expect(result.refusal.remedy.match(/“[^”]+”/g)).toHaveLength(3);
});

test('the examples of the refusal are understood', () => {
  const result = dueOf('soon', fridayMorning, berlin);
  const examples = result.ok ? [] : [...result.refusal.remedy.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words);
  expect(examples.map((words) => dueOf(words, fridayMorning, berlin).ok)).toEqual([true, true, true]);
});

describe('windows of due times', () => {
  const window = (word: string) => dueWindow(word, fridayMorning, '2026-11-20', berlin);

  test('late is all that was due until now', () => {
    expect(window('late')).toEqual({ dueTo: fridayMorning });
  });

  test('a day runs from its first to its last instant in the zone', () => {
    const today = { dueFrom: '2026-11-19T23:00:00.000Z', dueTo: '2026-11-20T22:59:59.999Z' };
    expect(window('today')).toEqual(today);
    expect(window('2026-11-20')).toEqual(today);
    expect(window('Tomorrow')).toEqual({ dueFrom: '2026-11-20T23:00:00.000Z', dueTo: '2026-11-21T22:59:59.999Z' });
    expect(window('week')).toEqual({ dueFrom: '2026-11-19T23:00:00.000Z', dueTo: '2026-11-26T22:59:59.999Z' });
  });

  test('the day of a clock change has its own length', () => {
    expect(dueWindow('2026-03-29', fridayMorning, '2026-11-20', berlin)).toEqual({
      dueFrom: '2026-03-28T23:00:00.000Z',
      dueTo: '2026-03-29T21:59:59.999Z',
    });
  });

  test.each(['soon', '2026-13-01', 'friday', ''])('“%s” is refused with what may be said', (word) => {
    expect(() => window(word)).toThrow(Refused);
    try {
      window(word);
    } catch (error) {
      expect(error).toMatchObject({ refusal: { code: 'invalid', field: 'due', value: word } });
      expect((error as Refused).refusal.remedy).toContain('late, today, tomorrow, week');
    }
  });
});

test('“next week” said at a weekend is the week that begins after it', () => {
  for (const weekend of ['2026-11-21T09:00:00.000Z', '2026-11-22T09:00:00.000Z']) {
    expect(due('next week', weekend)).toEqual(day('2026-11-27'));
    expect(due('by the end of next week', weekend)).toEqual(day('2026-11-27'));
  }
});

test.each(['2026-13-12', '2026-31-12', '2027-02-30', '2026-13-12 14:00'])('%s is no day, not another one', (words) => {
  expect(due(words)).toContain('not understood');
});
