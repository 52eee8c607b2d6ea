/** Moves a promise: what needs no words is taken back within seconds, what does is asked for first. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestOf } from '../../api/endpoint.ts';
import { promises } from '../../api/promises.ts';
import { call, Problem } from '../client.ts';
import { renew } from '../query.ts';
import { say, sayThenDo } from './toasts.tsx';

type MoveInput = RequestOf<typeof promises.move>;

/** Ids whose move waits to be sent, and how to move one. A hidden row comes back when the move is taken back or refused. */
export function useMove(): {
  readonly pending: ReadonlySet<string>;
  readonly move: (inputs: readonly MoveInput[], said: string) => void;
} {
  const client = useQueryClient();
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const move = (inputs: readonly MoveInput[], said: string) => {
    const ids = inputs.map(({ promiseId }) => promiseId);
    setPending((known) => new Set([...known, ...ids]));
    const back = () => setPending((known) => new Set([...known].filter((id) => !ids.includes(id))));
    const sendAll = async () => {
      try {
        await send(inputs);
      } finally {
        await renew(client, null);
        back();
      }
    };
    sayThenDo(said, () => void sendAll(), back);
  };
  return { pending, move };
}

/** One after the other: each is a unit of its own, and a refused one never stops the others. */
async function send(inputs: readonly MoveInput[]): Promise<void> {
  const refused: Problem[] = [];
  for (const input of inputs) {
    try {
      await call(promises.move, { idempotencyKey: crypto.randomUUID(), ...input });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (first === undefined) return;
  const others = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
  say(`${first.message}${others}`, { remedy: first.remedy });
}
