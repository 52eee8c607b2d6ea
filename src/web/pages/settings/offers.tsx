/** Offers: what is sold, and what it claims. Each claim is a standing promise of its area to everyone who buys. */
import { useState } from 'react';
import { Empty } from '../../parts/page.tsx';
import type { Known } from './known.ts';
import { OfferForm } from './offer-form.tsx';

type Offer = Known['offers'][number];

export function Offers({ known }: { readonly known: Known }) {
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <section aria-labelledby="offers">
      <h2 id="offers">
        Offers and their claims <span className="count">{known.offers.length}</span>
      </h2>
      <p className="quiet">
        Whatever an offer claims is promised to everyone who buys it, by the area that has to keep it. A limit that is
        said beforehand is no broken promise later.
      </p>
      {known.offers.length === 0 && open === null && (
        <Empty>
          <strong>No offer was published yet.</strong> Write down what you advertise: “Delivered on the next working
          day” is a promise of Distribution, and is counted like any other.
        </Empty>
      )}
      {known.offers.map((offer) =>
        open === offer.offerId ? (
          <OfferForm key={offer.offerId} known={known} offer={offer} onClose={close} />
        ) : (
          <OfferText key={offer.offerId} known={known} offer={offer} onChange={() => setOpen(offer.offerId)} />
        ),
      )}
      {open === '' ? (
        <OfferForm known={known} offer={null} onClose={close} />
      ) : (
        <button type="button" className="add" onClick={() => setOpen('')}>
          Publish an offer…
        </button>
      )}
    </section>
  );
}

interface OfferTextProps {
  readonly known: Known;
  readonly offer: Offer;
  readonly onChange: () => void;
}

function OfferText({ known, offer, onChange }: OfferTextProps) {
  const nameOf = (area: string) => known.areas.find((one) => one.area === area)?.name ?? area;
  return (
    <article className="offer">
      <div className="setting-row">
        <h3>{offer.name}</h3>
        <button type="button" aria-label={`Change ${offer.name}`} onClick={onChange}>
          Change…
        </button>
      </div>
      <ul>
        {offer.claims.map((claim) => (
          <li key={claim.claimId}>
            “{claim.words}” <span className="quiet">promised by {nameOf(claim.area)}</span>
          </li>
        ))}
        {offer.claims.length === 0 && <li className="quiet">It claims nothing.</li>}
      </ul>
      <Sentences title="Benefits hoped for" sentences={offer.benefits} />
      <Sentences title="Made for" sentences={offer.fits?.needs ?? []} />
      <Sentences title="Limits" sentences={offer.limits} />
    </article>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <p>
      <span className="quiet">{title}:</span> {sentences.join(' · ')}
    </p>
  );
}
