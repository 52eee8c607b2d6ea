/** Names for people: areas as the company calls them, moves as one says them. */
import { company } from '../api/company.ts';
import { plainName } from '../api/promise-phrases.ts';
import type { MoveName } from '../domain/promises/machine.ts';
import { useRead } from './query.ts';

/** The areas that stand for themselves, people, offers, and how any party is called. */
export function useAreas() {
  const { data } = useRead(company.show, {});
  const areas = data?.areas.filter(({ mergedInto }) => mergedInto === null) ?? [];
  const names = new Map(data?.areas.map(({ area, name }) => [area, name]));
  const people = new Map(data?.people.map(({ personId, name }) => [personId, name]));
  return {
    areas,
    /** Who is there and can be named for something new. */
    people: data?.people.filter(({ leftAt }) => leftAt === null) ?? [],
    /** The same with who left: they stay in what happened. */
    everybody: data?.people ?? [],
    offers: data?.offers ?? [],
    /** The name of a person, or their id where nobody gave one. */
    personOf: (personId: string) => people.get(personId) ?? personId,
    nameOf: (party: string) => names.get(party) ?? plainName(party),
  };
}

/** Who recorded something: people by their names, what came in otherwise in few words, and nothing of what the program did by itself. */
export function actorWords(actor: string): string {
  const [kind = '', name = ''] = actor.split(':');
  switch (kind) {
    case 'api':
      return name === 'local' ? 'on this machine' : 'over the interface';
    case 'contact':
      return 'the customer';
    case 'import':
      return 'from an import';
    case 'person':
      return name;
    case 'system':
      return '';
    default:
      return actor;
  }
}

/** What a button for a move says. Moves of the clock have none. */
export const moveLabels: Readonly<Partial<Record<MoveName, string>>> = {
  promise: 'Promise it',
  accept: 'Accept',
  counter: 'Other terms…',
  decline: 'Decline',
  withdraw: 'Withdraw',
  proposeChange: 'Ask for more time…',
  askChange: 'Ask for a change…',
  agreeChange: 'Agree to the change',
  refuseChange: 'Refuse the change',
  declareComplete: 'Done',
  declareSatisfied: 'Kept',
  release: 'Release',
  renege: 'Give up…',
  reject: 'Not kept…',
  rework: 'Do it again',
  uphold: 'Uphold',
  concede: 'Concede',
  overturn: 'Overturn',
  promiseRepair: 'Promise a repair…',
};
