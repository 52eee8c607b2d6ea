/** The customer's way through the nine steps, with Revenue In, Out and Stays on it. */
import type * as z from 'zod';
import type { CustomerPage, StepView } from '../../../api/customer-views.ts';
import { formatMoney } from '../../../documents/format.ts';
import { When } from '../../parts/when.tsx';

type Step = z.output<typeof StepView>;

const labels: Readonly<Record<Step['step'], string>> = {
  offer: 'Offer',
  pitch: 'Pitch',
  purchase: 'Purchase',
  delivery: 'Delivery',
  issue: 'Issue',
  rectify: 'Rectify',
  dissatisfied: 'Dissatisfied',
  satisfied: 'Satisfied',
  benefit: 'Benefit',
};
const movementWords = { in: 'In', out: 'Out', stays: 'Stays' } as const;

export function JourneyLine({ page }: { readonly page: CustomerPage }) {
  const { steps, money } = page;
  return (
    <section aria-labelledby="journey">
      <h2 id="journey">The journey</h2>
      <div className="scroll" role="region" aria-label="The nine steps" tabIndex={0}>
        <ol className="journey">
          {steps.map((step, index) => (
            <li key={step.step} className={step.count === 0 ? 'never' : ''}>
              <Stop step={step} isFirst={index === 0} isLast={index === steps.length - 1} />
              <b>
                {labels[step.step]}
                {step.count > 1 && ` ×${step.count}`}
              </b>
              {step.lastAt === null ? (
                <small>{step.lost > 0 ? '' : 'not so far'}</small>
              ) : (
                <small title={step.lastSentence ?? undefined}>
                  {step.count > 1 && 'last '}
                  <When at={step.lastAt} />
                </small>
              )}
              {step.lost > 0 && <small className="bad">{step.lost} lost here</small>}
              {step.money.map((sum) => (
                <small key={`${sum.movement} ${sum.currency}`} className={`money ${sum.movement}`}>
                  {movementWords[sum.movement]} {formatMoney(sum)}
                </small>
              ))}
            </li>
          ))}
        </ol>
      </div>
      {money.length === 0 && <p className="quiet">No money moved yet.</p>}
      {money.map((sum) => (
        <p key={sum.currency} className="quiet">
          Revenue: In {formatMoney({ ...sum, amount: sum.in })}, Out {formatMoney({ ...sum, amount: sum.out })} and
          Stays {formatMoney({ ...sum, amount: sum.stays })}; at risk now {formatMoney({ ...sum, amount: sum.atRisk })}.
        </p>
      ))}
    </section>
  );
}

interface StopProps {
  readonly step: Step;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** A stop of the line: full where the customer was, empty where not; money comes up, goes down or stays in it. */
function Stop({ step: { count, money }, isFirst, isLast }: StopProps) {
  const moved = new Set(money.map(({ movement }) => movement));
  return (
    <svg viewBox="0 0 100 44" preserveAspectRatio="none" aria-hidden="true">
      {!isFirst && <path className="line" d="M0 22H50" />}
      {!isLast && <path className="line" d="M50 22H100" />}
      <ellipse className={count === 0 ? 'stop' : 'stop been'} cx={50} cy={22} rx={5.5} ry={7} />
      {moved.has('in') && <path className="flow in" d="M50 1V13M46 8L50 13L54 8" />}
      {moved.has('out') && <path className="flow out" d="M50 31V43M46 38L50 43L54 38" />}
      {moved.has('stays') && <path className="flow stays" d="M40 36H60" />}
    </svg>
  );
}
