/** Which promises a report is about: from when, until when, of which area and segment. It stands in the address. */
import type { RequestOf } from '../../api/endpoint.ts';
import { audit } from '../../api/audit.ts';
import { asOfIn, type Fields, useAddress } from '../address.ts';
import { useAreas } from '../names.ts';
import { type Read, reading, useRead } from '../query.ts';

type Scope = RequestOf<typeof audit.report>;

const fieldNames = ['since', 'until', 'area', 'segment'] as const;

/** The scope that the address names. */
export function useScope(): Scope {
  return scopeIn(useAddress()[0]);
}

/** The scope in the fields of an address. */
export function scopeIn(fields: Fields): Scope {
  const named = [...fieldNames, 'knownBy'].flatMap((name) =>
    fields[name] === undefined ? [] : [[name, fields[name]]],
  );
  return { ...Object.fromEntries(named), ...asOfIn(fields) } as Scope;
}

/** The read of the audit that an address names. */
export function auditRead(fields: Fields): Read {
  return reading(audit.report, scopeIn(fields));
}

/** The audit of the scope that the address names. What was shown stays while another is computed. */
export function useAudit() {
  return useRead(audit.report, useScope(), { keep: true });
}

export function ScopeFields() {
  const [fields, change] = useAddress();
  const { areas } = useAreas();
  const day = (name: 'since' | 'until', label: string) => (
    <label>
      {label}
      <input type="date" value={fields[name] ?? ''} onChange={({ target }) => change({ [name]: target.value })} />
    </label>
  );
  return (
    <search className="filters" aria-label="Scope">
      {day('since', 'Promises made from')}
      {day('until', 'until')}
      <label>
        Area
        <select value={fields['area'] ?? ''} onChange={({ target }) => change({ area: target.value })}>
          <option value="">all</option>
          {areas.map(({ area, name }) => (
            <option key={area} value={area}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {fieldNames.some((name) => fields[name] !== undefined) && (
        <button type="button" onClick={() => change(Object.fromEntries(fieldNames.map((name) => [name, ''])))}>
          Clear
        </button>
      )}
    </search>
  );
}
