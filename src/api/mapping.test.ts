/** The columns of other programs' exports are recognised as fields of ours. */
import { expect, test } from 'vitest';
import { suggestDays, suggestTable } from './mapping.ts';

const fields: Readonly<Record<string, readonly string[]>> = {
  customers: ['customer', 'name', 'since'],
  promises: ['customer', 'promise', 'words', 'by', 'by_person', 'made_on', 'due', 'done_on'],
  purchases: ['customer', 'purchase', 'bought_on', 'amount', 'currency'],
  cases: ['customer', 'case', 'opened_on', 'issue', 'severity', 'closed_on'],
  feedback: ['customer', 'given_on', 'measure', 'value'],
};
const suggest = (columns: readonly string[]) => suggestTable((table) => fields[table] ?? [], columns);

test('an export of a help desk is a table of cases', () => {
  expect(suggest(['Ticket ID', 'Subject', 'Requester', 'Created at', 'Priority', 'Solved at'])).toEqual({
    table: 'cases',
    columns: {
      customer: 'Requester',
      case: 'Ticket ID',
      opened_on: 'Created at',
      issue: 'Subject',
      severity: 'Priority',
      closed_on: 'Solved at',
    },
  });
});

test('a list of tasks with a deadline is a table of promises', () => {
  expect(suggest(['Task', 'Client', 'Team', 'Assignee', 'Due Date', 'createdAt'])).toEqual({
    table: 'promises',
    columns: {
      customer: 'Client',
      words: 'Task',
      by: 'Team',
      by_person: 'Assignee',
      made_on: 'createdAt',
      due: 'Due Date',
    },
  });
});

test('no column is meant twice, and a table of something else is none of ours', () => {
  expect(suggest(['Date', 'Order total'])?.columns).toEqual({ bought_on: 'Date', amount: 'Order total' });
  expect(suggest(['a', 'b'])).toBeNull();
});

test('days are read in the order in which they are written', () => {
  expect(suggestDays(['T-1', '2026-02-28 14:00'])).toBe('year-first');
  expect(suggestDays(['05/01/2026 14:30', '28.02.2026'])).toBe('day-first');
  expect(suggestDays(['05/01/2026', '2/28/2026, 2:30 PM'])).toBe('month-first');
});
