/** Every import ever made: what it brought, what it refused, and how to take it out again. */
import type { OutputOf } from '../../../api/endpoint.ts';
import { ledger } from '../../../api/ledger.ts';
import { useAddress } from '../../address.ts';
import { Answer, Empty } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { useRead } from '../../query.ts';
import { useSourceNames } from './source-names.ts';
import { counted } from './steps.ts';
import { Undo } from './undo.tsx';

type Import = OutputOf<typeof ledger.imports>['imports'][number];

const shownMax = 50;

export function History({ shownRun }: { readonly shownRun: string }) {
  const read = useRead(ledger.imports, {});
  const [{ all }, change] = useAddress();
  return (
    <section aria-labelledby="history">
      <h2 id="history">
        Every import so far {read.data !== undefined && <span className="count">{read.data.imports.length}</span>}
      </h2>
      <Answer read={read} rows={3}>
        {({ imports }) =>
          imports.length === 0 ? (
            <Empty>
              <p>
                <strong>Nothing was imported yet.</strong>
              </p>
              <p>
                Drop what you have: a list of tickets, of orders, of promises. You see its first events as sentences,
                and what would be refused and why, before anything is recorded.
              </p>
            </Empty>
          ) : (
            <>
              <ul className="rows">
                {(all === undefined ? imports.slice(0, shownMax) : imports).map((one) => (
                  <Line key={one.importId} one={one} isShown={one.importId === shownRun} />
                ))}
              </ul>
              {all === undefined && imports.length > shownMax && (
                <button type="button" onClick={() => change({ all: '1' })}>
                  Show all {imports.length}
                </button>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}

function Line({ one, isShown }: { readonly one: Import; readonly isShown: boolean }) {
  const [, change] = useAddress();
  const { importId, source, at, recorded, known, restored, refused, customers, undoneAt } = one;
  const nameOf = useSourceNames();
  const brought = recorded + restored;
  return (
    <li className="import-row" aria-current={isShown ? 'true' : undefined}>
      <span>
        <b>{nameOf(source)}</b>
        <small>
          <When at={at} />
        </small>
      </span>
      <span className={undoneAt === null ? undefined : 'quiet'}>
        {counted(brought, 'event')} about {counted(customers, 'customer')}
        <small>
          {known > 0 && `${known.toLocaleString()} known already · `}
          {refused === 0 ? 'none refused' : `${refused.toLocaleString()} refused`}
        </small>
      </span>
      <div className="actions">
        {refused > 0 && undoneAt === null && !isShown && (
          <button type="button" onClick={() => change({ run: importId, upload: undefined }, true)}>
            Refused rows
          </button>
        )}
        {undoneAt === null ? (
          brought > 0 && <Undo importId={importId} source={source} recorded={brought} />
        ) : (
          <span className="quiet">
            undone <When at={undoneAt} />
          </span>
        )}
      </div>
    </li>
  );
}
