/** What to know before asking or selling, while it is being written down: one sentence, one question, and what fits better. */
import { selling } from '../../../api/selling.ts';
import { useRead } from '../../query.ts';

interface BeforeAskingProps {
  readonly customerId: string;
  readonly typed: Readonly<Record<string, string>>;
}

const offerPattern = /^off_[A-Za-z0-9][A-Za-z0-9._~-]*$/;

/** Standing of the customer, or how an offer fits as soon as one is named. */
export function BeforeAsking({ customerId, typed }: BeforeAskingProps) {
  const text = (name: string) => (typed[name]?.trim() ?? '') || undefined;
  const offerId = text('offerId') ?? '';
  const hasOffer = offerPattern.test(offerId);
  const contact = text('contactId');
  const about = { customerId, ...(contact !== undefined && { contactId: contact }) };
  const standing = useRead(selling.standing, about, { keep: true, enabled: !hasOffer });
  const wanted = { need: text('need'), size: numberIn(typed['size']), usage: numberIn(typed['usage']) };
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const fits = useRead(selling.fits, { ...about, offerId, ...given }, { keep: true, enabled: hasOffer });
  const found = hasOffer ? fits.data : standing.data;
  if (found === undefined) return null;
  const { warnings, sentence, question } = found;
  return (
    <aside className={warnings.length === 0 ? 'before-asking' : 'before-asking warning'} aria-live="polite">
      <p>
        {sentence} <strong>{question}</strong>
      </p>
      {/* The sentence says the first. */}
      {warnings.length > 1 && (
        <ul>
          {warnings.slice(1).map(({ code, words }) => (
            <li key={`${code} ${words}`}>{words}</li>
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <p>Nothing is blocked. If you go on, say why under “Why all the same”: the reason is kept.</p>
      )}
    </aside>
  );
}

function numberIn(given: string | undefined): number | undefined {
  const number = Number((given ?? '').replace(',', '.'));
  return given === undefined || given.trim() === '' || !Number.isFinite(number) || number < 0 ? undefined : number;
}
