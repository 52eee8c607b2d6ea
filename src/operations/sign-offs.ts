/** Signing an audit: what was seen, over which events, by whom, and the promise to run the next one. */
import { randomUUID } from 'node:crypto';
import type { audit as contract } from '../api/audit.ts';
import type { AuditReport } from '../api/audit-report.ts';
import type { InputOf, Written } from '../api/endpoint.ts';
import type { SignOffs } from '../api/sign-offs.ts';
import type { Fact } from '../domain/catalogue.ts';
import type { Company } from '../domain/company/company.ts';
import { signOffsOf } from '../domain/company/sign-offs.ts';
import { accept, refuse } from '../domain/decision.ts';
import { companyStream } from '../domain/ids.ts';
import { dayOf, endOfDay, type Instant } from '../domain/instants.ts';
import { takeCheckpoint } from '../ledger/checkpoint.ts';
import { readCompany } from '../ledger/read.ts';
import { loadSigningKey } from '../ledger/signing-key.ts';
import { readStream } from '../ledger/streams.ts';
import { filtersOf } from './audit-asked.ts';
import type { Context } from './context.ts';
import { write } from './write.ts';

type Asked = InputOf<(typeof contract)['report']>;
type Seen = Omit<Extract<Fact, { type: 'audit.signed' }>['data'], 'auditId' | 'filters' | 'nextBy' | 'byPerson'>;

/** Signs an audit. A request that is sent again stands for what was seen the first time, and computes nothing. */
export async function signAudit(
  context: Context,
  input: InputOf<(typeof contract)['sign']>,
  report: (context: Context, asked: Asked) => Promise<AuditReport>,
): Promise<Written> {
  const { signer, nextBy, statement, byPerson, idempotencyKey = randomUUID(), ...asked } = input;
  const { asOf: _, knownBy: __, ...filters } = filtersOf(asked);
  const earlier = await seenBefore(context, idempotencyKey);
  const seen = earlier ?? (await see(context, asked, report));
  return write(context, {
    customerId: companyStream,
    idempotencyKey,
    decide: ({ company, now, newId }) => {
      if (nextBy <= dayOf(now, company.policy.zone)) return refuse(notAhead(nextBy));
      return accept<Fact>({
        type: 'audit.signed',
        data: {
          ...seen,
          ...(asked.asOf !== undefined && { asOf: asked.asOf }),
          auditId: newId('aud'),
          filters,
          nextBy,
          ...(byPerson !== undefined && { byPerson }),
        },
        text: { signer, ...(statement !== undefined && { statement }) },
      });
    },
  });
}

/** The checkpoint comes first: what it holds is in the report, which may know a little more. */
async function see(context: Context, asked: Asked, report: (context: Context, asked: Asked) => Promise<AuditReport>) {
  const key = await loadSigningKey(context.folder, context.signingKey);
  const { checkpoint } = await takeCheckpoint(context.database, key, context.now());
  const { scope, verdict } = await report(context, asked);
  return {
    asOf: scope.asOf,
    knownBy: asked.knownBy ?? (asked.asOf === undefined ? scope.asOf : context.now()),
    checkpoint: checkpoint.number,
    root: checkpoint.root,
    events: checkpoint.events,
    promises: scope.promises,
    experienceNotGood: verdict.experienceNotGood.holds,
    promisesThatCannotBeDelivered: verdict.promisesThatCannotBeDelivered.holds,
    verdict: verdict.sentence,
  };
}

async function seenBefore(context: Context, key: string): Promise<Seen | undefined> {
  const { events } = await readStream(context.database, companyStream);
  const before = events.find(({ source, sourceId }) => source === context.source && sourceId === key);
  if (before?.type !== 'audit.signed') return undefined;
  const { auditId: _, filters: __, nextBy: ___, byPerson: ____, ...seen } = before.data;
  return seen;
}

function notAhead(nextBy: string) {
  return {
    code: 'invalid' as const,
    reason: `The next audit cannot be promised for ${nextBy}, which is no longer ahead`,
    remedy: 'Give a day that lies ahead, like three months from now',
    field: 'nextBy',
    value: nextBy,
  };
}

/** Every audit that was signed. */
export async function signOffs(context: Context): Promise<SignOffs> {
  const now = context.now();
  return { signed: [...signOffsOf(await readCompany(context.database, now), now)] };
}

/** The next audit, where it is late or due by a day; null where none is owed by then. */
export function auditOwed(company: Company, at: Instant, until: string) {
  const [newest] = signOffsOf(company, at);
  if (newest === undefined || newest.nextBy > until) return null;
  const { nextBy, signer, next } = newest;
  return { nextBy, signer, isLate: next === 'late' };
}

/** The next audit, where its day has ended since an instant and nobody has signed it; null otherwise. */
export function auditLateSince(company: Company, at: Instant, since: Instant) {
  const owed = auditOwed(company, at, dayOf(at, company.policy.zone));
  if (owed === null || !owed.isLate) return null;
  return endOfDay(owed.nextBy, company.policy.zone) >= since ? owed : null;
}
