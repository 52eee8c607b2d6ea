/** What a page shows stands in its address, so that it can be linked, kept and gone back to. */
import { useNavigate, useSearch } from '@tanstack/react-router';

export type Fields = Readonly<Record<string, string | undefined>>;

/** What the router read behind the question mark, as texts. */
export function fieldsOf(search: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
}

/** The fields behind the question mark, and how to change some of them; an empty one disappears. A step can be gone back from. */
export function useAddress(): readonly [Fields, (changed: Fields, isStep?: boolean) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const fields = fieldsOf(search);
  const change = (changed: Fields, isStep = false) => {
    const next = Object.entries({ ...fields, ...changed }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '.', search: Object.fromEntries(next), replace: !isStep });
  };
  return [fields, change];
}

/** The time as of which everything is shown, or nothing for now: goes into the input of reads. */
export function useAsOf(): { readonly asOf?: string } {
  return asOfIn(useAddress()[0]);
}

/** The same of the fields of an address. */
export function asOfIn({ asOf }: Fields): { readonly asOf?: string } {
  return asOf === undefined ? {} : { asOf };
}
