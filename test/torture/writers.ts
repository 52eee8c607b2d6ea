/** Several writers over HTTP at once, each remembering what was acknowledged and what was left open. */

/** A promise that somebody asked to be recorded. */
export interface Asked {
  readonly key: string;
  readonly customerId: string;
  readonly words: string;
}

export interface Remembered {
  /** Answered with success: has to be there for ever, by this id. */
  readonly acknowledged: Map<string, Asked & { readonly eventId: string }>;
  /** Sent, and no answer came: may be there once, or not at all. */
  readonly open: Map<string, Asked>;
  /** Answers that were no success, by status. */
  readonly refused: Map<number, number>;
  /** Answers of 503 that do not say when to come back, or not why. */
  unclear: number;
}

export function remember(): Remembered {
  return { acknowledged: new Map(), open: new Map(), refused: new Map(), unclear: 0 };
}

const pauseMilliseconds = 20;

/** Few, so that writers meet. */
export const customersWrittenTo = 4;

/** Adds a customer that writers can promise something to. */
export async function introduce(address: string, customerId: string): Promise<void> {
  const response = await post(`${address}/customers`, customerId, { customerId, name: customerId, kind: 'business' });
  if (!response.ok) throw new Error(`${customerId} was not added: ${await response.text()}`);
}

function post(address: string, key: string, body: object): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
}

/** Writes until it is told to stop. */
export async function write(
  address: string,
  writer: string,
  { memory, isOver }: { readonly memory: Remembered; readonly isOver: () => boolean },
): Promise<void> {
  for (let n = 0; !isOver(); n++) {
    const customerId = `cus_t${n % customersWrittenTo}`;
    await send(address, { key: `${writer}-${n}`, customerId, words: `Promise ${n} of ${writer}` }, memory);
  }
}

/** Sends one; what becomes of it is remembered. */
export async function send(address: string, asked: Asked, memory: Remembered): Promise<void> {
  memory.open.set(asked.key, asked);
  try {
    const promise = { words: asked.words, to: asked.customerId, by: 'sales', due: '2030-01-01' };
    const response = await post(`${address}/promises`, asked.key, promise);
    const answer = (await response.json()) as { events?: { eventId: string }[]; remedy?: string };
    const eventId = answer.events?.[0]?.eventId;
    if (response.ok && eventId !== undefined) {
      memory.open.delete(asked.key);
      memory.acknowledged.set(asked.key, { ...asked, eventId });
      return;
    }
    memory.refused.set(response.status, (memory.refused.get(response.status) ?? 0) + 1);
    const saysWhen = response.headers.get('retry-after') !== null;
    if (response.status === 503 && !(saysWhen && (answer.remedy ?? '') !== '')) memory.unclear += 1;
  } catch {
    // The server went away in the middle: the promise stays open.
  }
  await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
}
