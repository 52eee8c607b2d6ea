/** Improvements of areas: when one begins, for whom, and when it is how the area works. Here an area head says so. */
import { useState } from 'react';
import { company } from '../../../api/company.ts';
import type { ProgrammesReport } from '../../../api/programmes-report.ts';
import { useAreas } from '../../names.ts';
import { EndpointForm } from '../../parts/endpoint-form.tsx';
import { say } from '../../parts/toasts.tsx';
import { useWrite } from '../../query.ts';

export function Programmes({ report }: { readonly report: ProgrammesReport | undefined }) {
  const { areas } = useAreas();
  const [programmeId, setProgrammeId] = useState<string | null>(null);
  const finish = useWrite(company.finishProgramme);
  const running = (report?.programmes ?? []).filter(({ finishedAt }) => finishedAt === null);
  const known = running.find((programme) => programme.programmeId === programmeId);
  return (
    <>
      {running.length > 0 && (
        <ul className="rows">
          {running.map(({ programmeId: id, title, areaName }) => (
            <li key={id} className="setting-row">
              <span>
                {title}
                <small>{areaName} · running</small>
              </span>
              <button type="button" onClick={() => setProgrammeId(id)}>
                Begin for others…
              </button>
              <button
                type="button"
                disabled={finish.isPending}
                onClick={() =>
                  finish.mutate(
                    { programmeId: id as `prg_${string}` },
                    { onSuccess: () => say(`Finished: ${title}. It is how we work now`) },
                  )
                }
              >
                Finish
              </button>
            </li>
          ))}
        </ul>
      )}
      {programmeId === null ? (
        <button type="button" className="add" onClick={() => setProgrammeId(`prg_${crypto.randomUUID().slice(0, 8)}`)}>
          Begin an improvement…
        </button>
      ) : (
        <>
          <p className="quiet">
            Begin in some segments first: who has it not yet is what it can be compared with. Income is what is counted
            in money.
          </p>
          <EndpointForm
            key={programmeId}
            endpoint={company.startProgramme}
            fixed={{ programmeId }}
            known={{ area: areas.map(({ area, name }) => ({ value: area, label: name })) }}
            first={known === undefined ? {} : { area: known.area, title: known.title, measure: known.measure }}
            onDone={() => {
              say('The improvement has begun');
              setProgrammeId(null);
            }}
          />
        </>
      )}
    </>
  );
}
