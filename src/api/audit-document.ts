/** The promise audit as a document: the verdict first, then the balance, the findings, and every table with its way in. */
import { type Block, type Content, type Document, instant, link, strong } from '../documents/document.ts';
import { cellsOf, type Cells } from './audit-cells.ts';
import { burdenBlocks } from './audit-document-burdens.ts';
import { moneyBlocks } from './audit-document-money.ts';
import { spreadBlocks, stepBlocks } from './audit-document-steps.ts';
import { promiseBlocks } from './audit-document-promises.ts';
import { recurrenceBlocks } from './audit-document-recurrence.ts';
import { trustBlocks } from './audit-document-trust.ts';
import type { AuditReport } from './audit-report.ts';

type Condition = AuditReport['verdict']['experienceNotGood'];

/** The report for people: prints on A4, every underlined number opens. */
export function auditDocument(report: AuditReport): Document {
  const cells = cellsOf(report);
  return {
    title: 'Promise audit',
    subtitle: subtitleOf(report),
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: strong(report.verdict.sentence) },
      {
        kind: 'list',
        items: [
          ...conditionOf(report.verdict.experienceNotGood, cells),
          ...conditionOf(report.verdict.promisesThatCannotBeDelivered, cells),
        ],
      },
      balanceBlock(report, cells),
      scopeBlock(report, cells),
      ...findingBlocks(report, cells),
      ...promiseBlocks(report, cells),
      ...trustBlocks(report, cells),
      ...stepBlocks(report, cells),
      ...spreadBlocks(report, cells),
      ...burdenBlocks(report, cells),
      ...recurrenceBlocks(report, cells),
      ...moneyBlocks(report, cells),
      {
        kind: 'paragraph',
        tone: 'note',
        text: 'Every number opens down to the promises, customers and entries behind it; on the command line by its name, like: troth why balance.broken',
      },
    ],
  };
}

function subtitleOf({ scope }: AuditReport): string {
  const limits = [scope.areaName, scope.segment].filter((limit) => limit !== null);
  return limits.length === 0 ? 'Promises made = promises kept?' : `Only ${limits.join(', ')}`;
}

/** A condition and its evidence, each piece with the way into its figure. */
function conditionOf({ sentence, evidence }: Condition, cells: Cells): Content[] {
  return [[strong(sentence), ...evidence.flatMap(({ text, figure }) => [' ', link(text, cells.opens(figure))])]];
}

function balanceBlock({ balance }: AuditReport, cells: Cells): Block {
  const parts = ['kept', 'keptLate', 'keptBySilence', 'broken', 'released', 'open'] as const;
  return {
    kind: 'equation',
    name: 'balance',
    caption: 'Every promise that was made, by what became of it.',
    total: { label: 'made', figure: cells.count(balance.made, 'balance.made') },
    terms: parts.map((part) => ({
      label: { kind: 'state', state: part },
      figure: cells.count(balance[part], `balance.${part}`),
      sign: '+',
    })),
  };
}

function scopeBlock({ scope }: AuditReport, cells: Cells): Block {
  const when = (at: string | null, none: string): Content => (at === null ? none : instant(at, scope.zone));
  return {
    kind: 'facts',
    rows: [
      { label: 'As of', value: instant(scope.asOf, scope.zone) },
      { label: 'Promises made from', value: when(scope.since, 'the beginning') },
      { label: 'until', value: when(scope.until, 'now') },
      { label: 'Customers', value: cells.count(scope.customers, 'scope.customers') },
      { label: 'Promises', value: cells.count(scope.promises, 'scope.promises') },
    ],
  };
}

function findingBlocks({ findings }: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What stands out', anchor: 'findings' },
    findings.length === 0
      ? {
          kind: 'paragraph',
          tone: 'note',
          text: 'Nothing stands out: either all is well, or there is too little to tell.',
        }
      : { kind: 'list', items: findings.map(({ text, figure }): Content => link(text, cells.opens(figure))) },
  ];
}
