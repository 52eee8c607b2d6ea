/** Writes the golden file of each kind of event that has none for its version: `npx tsx test/golden/write-events.ts`. Never changes one. */
import { existsSync, writeFileSync } from 'node:fs';
import { eventKinds, kindOf, parseFact, withPolicy } from '../../src/domain/catalogue.ts';
import { firstPreviousHash, linkHash, textDigest } from '../../src/domain/chain.ts';
import { defaultPolicy } from '../../src/domain/company/policy.ts';
import { sha256 } from '../../src/ledger/sha256.ts';

for (const { type, version } of eventKinds) {
  const file = new URL(`events/${type}.v${version}.json`, import.meta.url);
  if (existsSync(file)) continue;
  const kind = kindOf(type);
  const parsed = parseFact(type, kind.example);
  if (!parsed.ok) throw new Error(`The example of ${type} is refused: ${JSON.stringify(parsed.problems)}`);
  const { data, text } = withPolicy(parsed.fact, defaultPolicy);
  const salt = Object.keys(text).length === 0 ? null : sha256(`salt of ${type}`).slice(0, 32);
  const event = {
    eventId: 'evt_019b7a4e8c007000800000000000000a',
    customerId: kind.stream === 'company' ? 'company' : 'cus_acme',
    revision: 1,
    type,
    version,
    occurredAt: '2026-01-02T09:00:00.000Z',
    recordedAt: '2026-01-02T09:00:00.001Z',
    actor: 'person:per_kim',
    source: 'cli',
    sourceId: 'key-1',
    data,
    textDigest: salt === null ? null : textDigest(text, salt, sha256),
  } as const;
  const stored = { ...event, text, salt, hash: linkHash(event, firstPreviousHash, sha256) };
  writeFileSync(file, `${JSON.stringify(stored, null, 2)}\n`);
}
