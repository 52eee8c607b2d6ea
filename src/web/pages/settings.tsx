/** Settings: areas, people, offers, whose burden an event is, periods, the trust policy and where facts come from. */
import './settings/settings.css';
import { Link } from '@tanstack/react-router';
import { company } from '../../api/company.ts';
import { asOfIn, useAsOf } from '../address.ts';
import { Answer, Page } from '../parts/page.tsx';
import { type Reads, reading, useRead } from '../query.ts';
import { Areas } from './settings/areas.tsx';
import { Burdens } from './settings/burdens.tsx';
import type { Known } from './settings/known.ts';
import { Offers } from './settings/offers.tsx';
import { People } from './settings/people.tsx';
import { Periods } from './settings/periods.tsx';
import { Soil } from './settings/soil.tsx';
import { Trust } from './settings/trust.tsx';
import { Worth } from './settings/worth.tsx';

const contents = [
  ['areas', 'Areas'],
  ['people', 'People'],
  ['offers', 'Offers'],
  ['burdens', 'Burdens'],
  ['periods', 'Periods'],
  ['soil', 'Asking and resting'],
  ['worth', 'Lifetime value'],
  ['trust', 'Trust policy'],
  ['sources', 'Sources'],
] as const;

const reads: Reads = ({ fields }) => [reading(company.show, asOfIn(fields))];

SettingsPage.reads = reads;

export default function SettingsPage() {
  const asOf = useAsOf();
  const read = useRead(company.show, asOf, { keep: true });
  return (
    <Page
      title="Settings"
      subtitle="How this company works, decided in the open: every change is kept with its time, and nothing recorded is lost by it."
    >
      <nav className="contents" aria-label="On this page">
        {contents.map(([id, label]) => (
          <a key={id} href={`#${id}`}>
            {label}
          </a>
        ))}
      </nav>
      {asOf.asOf !== undefined && (
        <p className="warning">
          These are the settings as they were on {asOf.asOf}. They cannot be changed there: empty the date above first.
        </p>
      )}
      <Answer read={read} rows={14}>
        {(known) => <Sections known={known} isPast={asOf.asOf !== undefined} />}
      </Answer>
    </Page>
  );
}

function Sections({ known, isPast }: { readonly known: Known; readonly isPast: boolean }) {
  return (
    <fieldset className="settings" disabled={isPast}>
      <Areas known={known} />
      <People known={known} />
      <Offers known={known} />
      <Burdens known={known} />
      <Periods known={known} />
      <Soil known={known} />
      <Worth known={known} />
      <Trust known={known} />
      <section aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        <p>
          Facts come in from files and from other systems. <Link to="/imports">Import</Link> recognises the file, shows
          what it would record before anything is, and can be undone as a whole.
        </p>
      </section>
    </fieldset>
  );
}
