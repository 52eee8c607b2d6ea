/** The table of burdens: what kind of event puts the burden of proof on whom. */
import { useState } from 'react';
import { company } from '../../../api/company.ts';
import { Field, SettingForm, useSaving, type Wrong } from './form.tsx';
import type { Known } from './known.ts';

type Shares = Known['policy']['caseShares'][string];

export function Burdens({ known }: { readonly known: Known }) {
  const [open, setOpen] = useState<string | null>(null);
  const standing = known.areas.filter(({ mergedInto }) => mergedInto === null);
  const nameOf = (area: string) => known.areas.find((one) => one.area === area)?.name ?? area;
  const rows = Object.entries(known.policy.caseShares).sort(([one], [other]) => (one < other ? -1 : 1));
  const used = standing.filter(({ area }) => rows.some(([, shares]) => (shares[area] ?? 0) > 0));
  const elsewhere = rows.some(([, shares]) =>
    Object.keys(shares).some((area) => !used.some((one) => one.area === area)),
  );
  return (
    <section aria-labelledby="burdens">
      <h2 id="burdens">Whose burden an event is</h2>
      <p className="quiet">
        When a customer reports something, Customer Service always owes them an answer. Who owes Customer Service the
        proof behind it follows from the kind of event. A kind that is not listed counts as “unknown”. Cases that are
        open already keep the burden they were opened with.
      </p>
      <div className="wide-table">
        <table>
          <caption className="hidden">Shares of the burden of proof by kind of event and area</caption>
          <thead>
            <tr>
              <th scope="col">Kind of event</th>
              {used.map(({ area, name }) => (
                <th key={area} scope="col" className="number">
                  {name}
                </th>
              ))}
              {elsewhere && <th scope="col">Other areas</th>}
              <th scope="col">
                <span className="hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([nature, shares]) => (
              <tr key={nature}>
                <th scope="row">{plain(nature)}</th>
                {used.map(({ area }) => (
                  <td key={area} className="number">
                    {percent(shares[area])}
                  </td>
                ))}
                {elsewhere && (
                  <td>
                    {Object.entries(shares)
                      .filter(([area]) => !used.some((one) => one.area === area))
                      .map(([area, share]) => `${nameOf(area)} ${percent(share)}`)
                      .join(', ')}
                  </td>
                )}
                <td>
                  <button
                    type="button"
                    aria-label={`Change ${plain(nature)}`}
                    aria-expanded={open === nature}
                    onClick={() => setOpen(nature)}
                  >
                    Change…
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === null ? (
        <button type="button" className="add" onClick={() => setOpen('')}>
          Add a kind of event…
        </button>
      ) : (
        <SharesForm
          key={open}
          known={known}
          nature={open}
          shares={known.policy.caseShares[open] ?? {}}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

interface SharesFormProps {
  readonly known: Known;
  readonly nature: string;
  readonly shares: Shares;
  readonly onClose: () => void;
}

function SharesForm({ known, nature, shares, onClose }: SharesFormProps) {
  const [name, setName] = useState(nature);
  const [percents, setPercents] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(Object.entries(shares).map(([area, share]) => [area, String(Math.round(share * 1e4) / 100)])),
  );
  const { save, wrong, isSaving } = useSaving(company.setPolicy);
  const areas = known.areas.filter(({ area, mergedInto }) => mergedInto === null || shares[area] !== undefined);
  const sum = areas.reduce((all, { area }) => all + Number(percents[area] ?? 0), 0);
  const missing = 100 - sum;
  const unequal: Wrong =
    Math.abs(missing) < 1e-6
      ? null
      : {
          field: 'shares',
          message: `The shares make ${Math.round(sum * 100) / 100} %`,
          remedy: 'Somebody has to bear the whole burden: make it 100 %',
        };
  const chosen = Object.fromEntries(
    areas.flatMap(({ area }) => (Number(percents[area] ?? 0) > 0 ? [[area, Number(percents[area]) / 100]] : [])),
  );
  return (
    <SettingForm
      label={nature === '' ? 'Add a kind of event' : `Burden of ${plain(nature)}`}
      action="Save"
      wrong={unequal ?? wrong}
      shown={nature === '' ? ['name'] : []}
      isUnchanged={unequal !== null || name.trim() === ''}
      onSave={() => save({ caseShares: { [name.trim()]: chosen } }, `The burden of ${plain(name)} is set`, onClose)}
      {...{ isSaving, onClose }}
    >
      {nature === '' ? (
        <Field
          name="name"
          label="Kind of event"
          value={name}
          onChange={setName}
          does="A short code, as cases name it: late-bill"
          autoFocus
        />
      ) : (
        <strong>{plain(nature)}</strong>
      )}
      <div className="numbers">
        {areas.map((one) => (
          <Field
            key={one.area}
            name={one.area}
            label={`${one.name}, %`}
            type="number"
            value={percents[one.area] ?? '0'}
            onChange={(value) => setPercents({ ...percents, [one.area]: value })}
          />
        ))}
      </div>
    </SettingForm>
  );
}

function plain(nature: string): string {
  return nature.replaceAll('-', ' ');
}

function percent(share: number | undefined): string {
  return share === undefined || share === 0 ? '–' : `${Math.round(share * 1000) / 10} %`;
}
