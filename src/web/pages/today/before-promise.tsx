/** What to know before a promise is made: whether the customer rests, and whether an offer that the line names fits them. */
import { company } from '../../../api/company.ts';
import { selling } from '../../../api/selling.ts';
import { useRead } from '../../query.ts';

interface BeforePromiseProps {
  readonly customerId: string;
  readonly name: string | null;
  readonly line: string;
  /** Why it is promised all the same; kept with the promise. */
  readonly despite: string;
  readonly onDespite: (reason: string) => void;
}

const customerPattern = /^cus_[A-Za-z0-9][A-Za-z0-9._~-]*$/;

/** One sentence and one question, only where something speaks against it. Nothing is blocked. */
export function BeforePromise({ customerId, name, line, despite, onDespite }: BeforePromiseProps) {
  const isKnown = customerPattern.test(customerId);
  const offers = useRead(company.show, {}).data?.offers ?? [];
  const said = line.toLowerCase();
  const offer = offers.find((one) => one.name.length > 2 && said.includes(one.name.toLowerCase()));
  const standing = useRead(selling.standing, { customerId }, { keep: true, enabled: isKnown });
  const fits = useRead(
    selling.fits,
    { customerId, offerId: offer?.offerId ?? '' },
    { keep: true, enabled: isKnown && offer !== undefined },
  );
  const isResting = standing.data?.state === 'resting';
  const speaksAgainst =
    offer !== undefined && fits.data !== undefined && fits.data.warnings.length > 0 ? fits.data : null;
  const found = speaksAgainst ?? (isResting ? standing.data : null);
  if (!isKnown || found == null) return null;
  return (
    <aside className="before-asking warning" aria-live="polite">
      <p>
        {name ?? customerId}: {found.sentence} <strong>{found.question}</strong>
      </p>
      <label>
        If you promise it all the same, why?
        <input value={despite} maxLength={1_000} onChange={({ target }) => onDespite(target.value)} />
      </label>
    </aside>
  );
}
