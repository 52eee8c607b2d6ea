/** The form in which an offer is published or changed: its name, its claims with their areas, benefits and limits. */
import { useState } from 'react';
import { company } from '../../../api/company.ts';
import { FitFields, fitOf, fitText } from './fit-fields.tsx';
import { Field, SettingForm, useSaving } from './form.tsx';
import { freeName, type Known, shortName } from './known.ts';

type Offer = Known['offers'][number];
type Claim = Offer['claims'][number];

interface OfferFormProps {
  readonly known: Known;
  readonly offer: Offer | null;
  readonly onClose: () => void;
}

export function OfferForm({ known, offer, onClose }: OfferFormProps) {
  const [name, setName] = useState(offer?.name ?? '');
  const [claims, setClaims] = useState<readonly Claim[]>(offer?.claims ?? []);
  const [benefits, setBenefits] = useState((offer?.benefits ?? []).join('\n'));
  const [fits, setFits] = useState(fitText(offer?.fits));
  const [limits, setLimits] = useState((offer?.limits ?? []).join('\n'));
  const { save, wrong, isSaving } = useSaving(company.publishOffer);
  const taken = known.offers.map((one) => one.offerId.replace('off_', ''));
  const offerId = `off_${offer?.offerId.replace('off_', '') ?? freeName(shortName(name) || 'offer', taken)}` as const;
  const publish = () => {
    const kept = withIds(claims.filter(({ words }) => words.trim() !== ''));
    save(
      { offerId, name, claims: kept, benefits: linesOf(benefits), limits: linesOf(limits), fits: fitOf(fits) },
      `${name} is published`,
      onClose,
    );
  };
  return (
    <SettingForm
      label={offer === null ? 'Publish an offer' : `Change ${offer.name}`}
      action="Publish"
      shown={['name', 'benefits', 'limits', 'fits']}
      isUnchanged={name.trim() === ''}
      onSave={publish}
      {...{ isSaving, wrong, onClose }}
    >
      <Field name="name" label="Name" value={name} onChange={setName} wrong={wrong} autoFocus />
      <Claims known={known} claims={claims} onChange={setClaims} />
      <Field
        name="benefits"
        label="Benefits hoped for, one a line"
        value={benefits}
        onChange={setBenefits}
        wrong={wrong}
        lines={2}
        does="What the client buys it for. They are asked later whether it came."
      />
      <Field
        name="limits"
        label="Limits, one a line"
        value={limits}
        onChange={setLimits}
        wrong={wrong}
        lines={2}
        does="What it does not do, said before anybody buys."
      />
      <FitFields text={fits} onChange={setFits} wrong={wrong} />
    </SettingForm>
  );
}

interface ClaimsProps {
  readonly known: Known;
  readonly claims: readonly Claim[];
  readonly onChange: (claims: readonly Claim[]) => void;
}

function Claims({ known, claims, onChange }: ClaimsProps) {
  const standing = known.areas.filter(({ mergedInto }) => mergedInto === null);
  const change = (place: number, changed: Partial<Claim>) =>
    onChange(claims.map((claim, index) => (index === place ? { ...claim, ...changed } : claim)));
  return (
    <fieldset>
      <legend>Claims</legend>
      {claims.map((claim, place) => (
        // Claims have no name of their own before they are published, and never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className="claim">
          <Field
            name={`claims.${place}.words`}
            label={`Claim ${place + 1}`}
            value={claim.words}
            onChange={(words) => change(place, { words })}
          />
          <Field
            name={`claims.${place}.area`}
            label="Promised by"
            value={claim.area}
            onChange={(area) => change(place, { area })}
            options={known.areas
              .filter(({ area }) => area === claim.area || standing.some((one) => one.area === area))
              .map((one) => ({ value: one.area, label: one.name }))}
          />
          <button
            type="button"
            aria-label={`Take claim ${place + 1} out`}
            onClick={() => onChange(claims.filter((_, index) => index !== place))}
          >
            Take out
          </button>
        </div>
      ))}
      <button
        type="button"
        onClick={() => onChange([...claims, { claimId: '', area: standing[0]?.area ?? '', words: '' }])}
      >
        Add a claim
      </button>
    </fieldset>
  );
}

/** New claims get an id of their words; those that were published keep theirs. */
function withIds(claims: readonly Claim[]) {
  const taken = claims.map(({ claimId }) => claimId.replace('clm_', ''));
  return claims.map(({ claimId, area, words }) => {
    const own = claimId === '' ? freeName(shortName(words) || 'claim', taken) : claimId.replace('clm_', '');
    taken.push(own);
    return { claimId: `clm_${own}` as const, area, words };
  });
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
