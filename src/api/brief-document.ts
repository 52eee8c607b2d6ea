/** The brief before a contact as a document: four minutes to read. */
import { type Block, type Content, type Document, instant, strong, trust } from '../documents/document.ts';
import { formatInstant } from '../documents/format.ts';
import { notToAsk } from './selling-phrases.ts';
import { burdenItem } from './customer-documents.ts';
import { titleOf } from './customer-phrases.ts';
import type { Brief } from './customer-views.ts';
import { capitalised, due, lateBy, plainName, promiseLink, quoted, sentence, unsupported } from './promise-phrases.ts';
import type { PromiseView } from './promise-views.ts';

/** What was kept, what is open, what to prove, and what not to ask for. */
export function briefDocument(brief: Brief): Document {
  const { customer, asOf, zone } = brief;
  return {
    title: `Brief: ${titleOf(customer)}`,
    subtitle: `${capitalised(customer.lifecycle)} client · as of ${formatInstant(asOf, zone)}`,
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: standing(brief) },
      ...(customer.erasedAt === null
        ? []
        : [
            {
              kind: 'paragraph',
              tone: 'warning',
              text: 'Names and words of this customer were erased for good.',
            } as const,
          ]),
      ...section('Do not ask', notToAsk(brief), 'Nothing speaks against asking for a reference.'),
      { kind: 'paragraph', text: strong(brief.standing.question) },
      ...section(
        'Kept',
        brief.kept.map((promise) => keptItem(promise, zone)),
        'Nothing was kept yet.',
      ),
      ...section(
        'Open promises',
        brief.open.map((promise) => openItem(promise, brief)),
        'Nothing is open.',
      ),
      ...section(
        'The last breach',
        brief.lastBreach === null ? [] : [breachItem(brief.lastBreach, zone)],
        'We broke no promise.',
      ),
      ...(brief.lastLate === null ? [] : section('The last one late', [openItem(brief.lastLate, brief)], '')),
      ...section(
        'What we have to prove',
        brief.toProve.map((burden) => burdenItem(burden, zone)),
        'Nobody waits for a proof.',
      ),
      ...section(
        'What they owe us',
        brief.owedByCustomer.map((promise) => openItem(promise, brief)),
        'Nothing.',
      ),
      ...section(
        'Open cases',
        brief.openCases.map((known) => caseItem(known, brief)),
        'There is no open case.',
      ),
    ],
  };
}

function standing({ trust: score, weakestName, customer }: Brief): Content {
  const risk = {
    seller: 'the risk is with us',
    buyer: 'the risk is with the client',
    nobody: 'the risk is with nobody',
  }[customer.riskHolder];
  if (score === null) return `No promise has come to an end yet; ${risk}.`;
  return sentence(
    'Journey trust ',
    trust({ trust: score }, `/customers/${customer.customerId}`),
    weakestName === null ? null : `, the weakest link is ${weakestName}`,
    `; ${risk}.`,
  );
}

function section(text: string, items: readonly Content[], none: string): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text },
    items.length === 0 ? { kind: 'paragraph', text: none } : { kind: 'list', items },
  ];
}

function keptItem(promise: PromiseView, zone: string): Content {
  const how = { keptLate: ', late', keptBySilence: ', not disputed' };
  const manner =
    promise.balancePart === 'keptLate' || promise.balancePart === 'keptBySilence' ? how[promise.balancePart] : '';
  return sentence(
    promiseLink(promise),
    ` by ${plainName(promise.byParty)}, kept `,
    instant(promise.since, zone),
    `${manner}.`,
  );
}

function openItem(promise: PromiseView, { asOf, zone }: Brief): Content {
  const late = lateBy(promise, asOf);
  const unheld = unsupported(promise, plainName);
  const isDone = promise.completedAt !== null;
  return sentence(
    promiseLink(promise),
    ` by ${plainName(promise.byParty)}, due `,
    due(promise, zone),
    late === null ? null : [isDone ? ', done ' : ', ', late, ' late'],
    isDone && promise.balancePart === 'open' ? ', waiting to be confirmed' : null,
    unheld === null ? null : ['; ', ...unheld],
    '.',
  );
}

function breachItem(promise: PromiseView, zone: string): Content {
  const since = { repairing: 'a repair is promised', repaired: 'repaired since', forgiven: 'forgiven since' };
  const after =
    promise.state === 'repairing' || promise.state === 'repaired' || promise.state === 'forgiven'
      ? since[promise.state]
      : 'not repaired';
  return sentence(
    promiseLink(promise),
    ` by ${plainName(promise.byParty)}, broken `,
    instant(promise.brokenAt ?? promise.since, zone),
    promise.severity === null ? null : ` (${promise.severity})`,
    `, ${after}.`,
  );
}

function caseItem(known: Brief['openCases'][number], { zone, customer }: Brief): Content {
  const issue = known.issue === null && customer.erasedAt === null ? known.caseId : quoted(known.issue);
  const tries =
    known.attempts === 0 ? 'nothing tried yet' : `${known.attempts} ${known.attempts === 1 ? 'try' : 'tries'}`;
  return sentence(issue, ', open since ', instant(known.openedAt, zone), `, ${tries}.`);
}
