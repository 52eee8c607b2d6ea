/** What each endpoint for the company's own facts does. */
import type { company as contract } from '../api/company.ts';
import type { Written } from '../api/endpoint.ts';
import type { Company } from '../domain/company/company.ts';
import { accept, refuse } from '../domain/decision.ts';
import { type EventType, type Fact, parseFact } from '../domain/catalogue.ts';
import { companyStream } from '../domain/ids.ts';
import { readCompany } from '../ledger/read.ts';
import type { Context, Handlers } from './context.ts';
import { refusalOf } from './refusals.ts';
import { write } from './write.ts';

export const company: Handlers<typeof contract> = {
  show: async (context, input) => {
    const { areas, people, offers, policy } = await readCompany(context.database, input.asOf ?? context.now());
    return {
      areas: [...areas.values()],
      people: [...people.values()],
      offers: [...offers.values()],
      policy,
    };
  },
  addArea: (context, input) => record(context, 'area.described', input),
  mergeArea: (context, input) => record(context, 'area.merged', input),
  addPerson: (context, input) => record(context, 'person.described', input),
  publishOffer: (context, input) => record(context, 'offer.published', input),
  startProgramme: (context, input) => record(context, 'programme.started', input),
  finishProgramme: (context, input) => record(context, 'programme.finished', input),
  setPolicy: (context, input) => record(context, 'policy.set', input),
};

interface CompanyInput {
  readonly idempotencyKey?: string | undefined;
  readonly occurredAt?: string | undefined;
}

function record(context: Context, type: EventType, input: CompanyInput): Promise<Written> {
  const { idempotencyKey, occurredAt, ...fields } = input;
  return write(context, {
    customerId: companyStream,
    idempotencyKey,
    occurredAt,
    decide: ({ company: known }) => {
      const parsed = parseFact(type, withTrust(fields, known));
      if (!parsed.ok) return refuse(refusalOf(parsed.problems));
      const { fact } = parsed;
      const unknown =
        fact.type === 'area.merged'
          ? [fact.data.area, fact.data.into].find((area) => !known.areas.has(area))
          : (fact.type === 'person.described' || fact.type === 'programme.started') && !known.areas.has(fact.data.area)
            ? fact.data.area
            : undefined;
      if (unknown !== undefined) {
        return refuse({
          code: 'unknown_area',
          reason: `There is no area ${unknown}`,
          remedy: `Areas are ${[...known.areas.keys()].join(', ')}; add one with \`troth add-area\``,
          field: 'area',
          value: unknown,
        });
      }
      return unknownProgramme(fact, known) ?? accept(fact);
    },
  });
}

/** Only what was begun can be finished. */
function unknownProgramme(fact: Fact, { programmes }: Company) {
  if (fact.type !== 'programme.finished') return null;
  const { programmeId } = fact.data;
  if (programmes.some((programme) => programme.programmeId === programmeId)) return null;
  return refuse({
    code: 'invalid',
    reason: `There is no programme ${programmeId}`,
    remedy: 'Begin it with `troth start-programme`, or take the id of one that `troth value programmes` shows',
    field: 'programmeId',
    value: programmeId,
  });
}

/** Settings of the trust method that are not named stay as they are. */
function withTrust(fields: object, company: Company): Readonly<Record<string, unknown>> {
  const { trust } = fields as { readonly trust?: Readonly<Record<string, unknown>> };
  return trust === undefined ? { ...fields } : { ...fields, trust: { ...company.policy.trust, ...trust } };
}
