/** Server data lives in one cache. Reads come from it, writes renew it, and so does what others change. */
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Endpoint, OutputOf, RequestOf } from '../api/endpoint.ts';
import { call, Problem } from './client.ts';

const freshMilliseconds = 15_000;
/** What nobody looks at is kept so long, to be shown at once to who comes back while it is asked for again. */
const keptMilliseconds = 30 * 60_000;
/** A page of a list that was scrolled past. */
const rowsKeptMilliseconds = 60_000;

/** The one cache. What the server refused is not asked again; what could not be reached is, twice. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: freshMilliseconds,
      gcTime: keptMilliseconds,
      retry: (failures, error) => failures < 2 && error instanceof Problem && [0, 503].includes(error.status),
      refetchOnWindowFocus: true,
    },
  },
});

function keyOf(endpoint: Endpoint, input: unknown): readonly [string, unknown] {
  return [endpoint.path, input];
}

/** A read that can be asked for before anybody shows it. */
export interface Read {
  readonly endpoint: Endpoint;
  readonly input: unknown;
}

/** What a page reads first: by the parameters of its path and the fields of its address. */
export type Reads = (asked: {
  readonly params: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string | undefined>>;
}) => readonly Read[];

/** A read by its endpoint and what is asked. */
export function reading<E extends Endpoint>(endpoint: E, input: RequestOf<E>): Read {
  return { endpoint, input };
}

/** Asks for what is not there or no longer fresh, all at once. One that fails is asked again by the page, which shows why. */
export async function askAhead(reads: readonly Read[]): Promise<void> {
  const all = reads.map(({ endpoint, input }) =>
    cache.prefetchQuery({
      queryKey: keyOf(endpoint, input),
      queryFn: ({ signal }) => call(endpoint, input as RequestOf<Endpoint>, { signal }),
    }),
  );
  await Promise.all(all);
}

interface ReadOptions<Output> {
  readonly enabled?: boolean;
  /** Keeps what is shown while other input is asked for, so that nothing jumps. */
  readonly keep?: boolean;
  /** Milliseconds in which the answer is not asked for again: for what takes minutes to work out. */
  readonly staleTime?: number;
  /** After how many milliseconds to ask again, of what is under way. */
  readonly again?: (output: Output) => number | false;
}

/** Reads an endpoint. The answer of the same input is shown at once and renewed behind it. */
export function useRead<E extends Endpoint>(endpoint: E, input: RequestOf<E>, options: ReadOptions<OutputOf<E>> = {}) {
  return useQuery<OutputOf<E>, Problem>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    enabled: options.enabled ?? true,
    ...(options.staleTime !== undefined && { staleTime: options.staleTime }),
    ...(options.keep === true && { placeholderData: keepPreviousData }),
    refetchInterval: ({ state }) => (state.data === undefined ? false : (options.again?.(state.data) ?? false)),
  });
}

/** An endpoint that answers with a page of rows, at any place of them. */
export interface ListOf<E extends Endpoint, Row> {
  readonly endpoint: E;
  readonly rowsOf: (output: OutputOf<E>) => readonly Row[];
}

/** Rows that are asked for at once. */
const rowsAtOnce = 100;

/** The input for the page of a list in which a place lies. */
export function pageAt<E extends Endpoint>(input: RequestOf<E>, place: number): RequestOf<E> {
  const skip = Math.floor(place / rowsAtOnce) * rowsAtOnce;
  return { ...(input as object), skip, limit: rowsAtOnce } as unknown as RequestOf<E>;
}

/** The rows at some places of lists, in the order they were asked for; undefined while a row is under way. */
export function useRowsAt<E extends Endpoint, Row>(
  { endpoint, rowsOf }: ListOf<E, Row>,
  wanted: readonly ({ readonly input: RequestOf<E>; readonly place: number } | null)[],
): readonly (Row | undefined)[] {
  const asked = wanted.map((one) => {
    if (one === null) return null;
    const input = pageAt<E>(one.input, one.place);
    return { input, hash: JSON.stringify(input), row: one.place % rowsAtOnce };
  });
  const pages = new Map(asked.flatMap((one) => (one === null ? [] : [[one.hash, one.input] as const])));
  const answers = useQueries({
    queries: [...pages.values()].map((input) => ({
      queryKey: keyOf(endpoint, input),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => call(endpoint, input, { signal }),
      gcTime: rowsKeptMilliseconds,
    })),
  });
  const rows = new Map(
    [...pages.keys()].map((hash, index) => {
      const output = answers[index]?.data;
      return [hash, output === undefined ? [] : rowsOf(output)] as const;
    }),
  );
  return asked.map((one) => (one === null ? undefined : rows.get(one.hash)?.[one.row]));
}

/** The output of a list that tells where it goes on. */
interface GoesOn {
  readonly next: string | null;
}

/** Reads a list on from a place, a page at a time as the reader asks for more: each goes on where the one before ended. */
export function useReadOn<E extends Endpoint>(endpoint: E, input: RequestOf<E>, from: string | null) {
  return useInfiniteQuery({
    queryKey: [...keyOf(endpoint, input), from],
    queryFn: ({ signal, pageParam: cursor }) => {
      const asked = { ...(input as object), cursor } as unknown as RequestOf<E>;
      return call(endpoint, asked, { signal }) as Promise<OutputOf<E> & GoesOn>;
    },
    initialPageParam: from,
    getNextPageParam: ({ next }) => next,
    enabled: from !== null,
  });
}

/** Writes by an endpoint; afterwards everything that may show the customer is asked again. */
export function useWrite<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  const write = useMutation<OutputOf<E>, Problem, RequestOf<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSettled: (output) => {
      const customerId = (output as { readonly customerId?: string } | undefined)?.customerId;
      return renew(client, customerId === undefined ? null : [customerId]);
    },
  });
  const { mutateAsync } = write;
  /** What follows is done even where the button went away with what it changed: the library would drop it. */
  const mutate = (input: RequestOf<E>, { onSuccess }: { readonly onSuccess?: (output: OutputOf<E>) => void } = {}) => {
    // A refusal stands in `error`.
    void mutateAsync(input).then(onSuccess, () => undefined);
  };
  return { ...write, mutate };
}

/**
 * Asks again for what may show one of these customers; null: for everything. Then what nobody looks at is forgotten, for
 * it is about a ledger that is another one by now: an audit of nothing, after an import.
 */
export function renew(client: QueryClient, customerIds: readonly string[] | null): Promise<void> {
  if (customerIds === null) client.removeQueries({ type: 'inactive' });
  return client.invalidateQueries({
    predicate: ({ queryKey }) => {
      if (customerIds === null || customerIds.includes('company')) return true;
      const asked = JSON.stringify(queryKey);
      const named = /"(?:customerId|customer)":"((?:cus_)?[^"]*)"/.exec(asked)?.[1];
      return named === undefined || customerIds.some((id) => id === named || id === `cus_${named}`);
    },
  });
}

/** Renews the cache whenever the server tells of changed customers. Returns how to stop. */
export function listen(client: QueryClient, onState: (isLive: boolean) => void): () => void {
  const source = new EventSource('/live');
  let wasAway = false;
  source.addEventListener('open', () => {
    onState(true);
    // What changed while we were away was told to nobody.
    if (wasAway) void renew(client, null);
    wasAway = false;
  });
  source.addEventListener('error', () => {
    wasAway = true;
    onState(false);
  });
  source.addEventListener('changed', (event) => {
    const { customers } = JSON.parse(String(event.data)) as { readonly customers: readonly string[] | null };
    void renew(client, customers);
  });
  return () => source.close();
}
