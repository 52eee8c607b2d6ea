/** Whether customers whose satisfaction changed brought more or less afterwards than they themselves did before. */
import { type Answer, type Basis, type Estimate, noAnswer, type Wording } from './answer.ts';
import { studentReach } from './student-interval.ts';

/** One customer at one wave of asking, in the order of time. */
export interface Wave {
  readonly customerId: string;
  readonly wave: number;
  /** Satisfaction, advocacy, trust or kept rate as of the wave. */
  readonly driver: number;
  /** What followed until the next wave, an amount a month. */
  readonly outcome: number;
}

export interface WithinChange extends Basis {
  /** Change of the outcome that goes with one unit more of the driver in the same customer. */
  readonly effect: Estimate;
  readonly changes: number;
  readonly wording: Wording;
}

const customersMin = 10;
const customersForNumber = 30;

/**
 * Within-customer change (fixed effects, by first differences).
 *
 * Question answered: "is it that satisfied customers bring more, or that a customer who becomes more satisfied does?"
 *
 * In words: from each wave of a customer to the next, the change of the driver and the change of the outcome; regression of
 * the second on the first, with a constant for what changed for everybody; standard errors clustered by customer. What
 * makes customers differ for good drops out. Divided by the reliability of the answers, because noise in them pulls the
 * slope towards nothing.
 *
 * Reference: J. M. Wooldridge, "Econometric Analysis of Cross Section and Panel Data" (2010), section 10.6; W. A. Fuller,
 * "Measurement Error Models" (1987), for b/reliability.
 *
 * Not for leaving, which happens once to a customer. Not a cause: what changed both at the same time is still in it, so it
 * says "associated with". Fewer than thirty customers: interval only; fewer than ten: refused.
 *
 * @param reliability of the differences of the driver: share of their variance that is no noise, 1 when not known
 */
export function withinCustomerChange(waves: readonly Wave[], reliability = 1): Answer<WithinChange> {
  const isSound = waves.every(({ driver, outcome }) => Number.isFinite(driver) && Number.isFinite(outcome));
  if (!isSound || !(reliability > 0 && reliability <= 1)) {
    return noAnswer('malformed', 'Some values are no numbers', 'driver and outcome of every wave');
  }
  const changes = changesOf(waves);
  const customers = new Set(changes.map(({ customerId }) => customerId)).size;
  if (customers < customersMin) {
    const reason = `${customers} customers have two waves`;
    return noAnswer('too few', reason, `two waves of ${customersMin} customers at least`);
  }
  const meanOf = (of: 'driver' | 'outcome') => changes.reduce((sum, change) => sum + change[of], 0) / changes.length;
  const [meanDriver, meanOutcome] = [meanOf('driver'), meanOf('outcome')];
  const squares = changes.reduce((sum, { driver }) => sum + (driver - meanDriver) ** 2, 0);
  if (!(squares > 1e-12)) {
    return noAnswer('no difference', 'The driver changed by the same for everybody', 'customers whose driver changed');
  }
  const products = changes.reduce(
    (sum, { driver, outcome }) => sum + (driver - meanDriver) * (outcome - meanOutcome),
    0,
  );
  const slope = products / squares;
  const slopes = new Map<string, number>();
  for (const { customerId, driver, outcome } of changes) {
    const residual = outcome - meanOutcome - slope * (driver - meanDriver);
    slopes.set(customerId, (slopes.get(customerId) ?? 0) + (driver - meanDriver) * residual);
  }
  const middle = [...slopes.values()].reduce((sum, value) => sum + value ** 2, 0) * (customers / (customers - 1));
  const reach = studentReach(customers - 1) * (Math.sqrt(middle) / squares);
  const isShown = customers >= customersForNumber;
  return {
    answered: true,
    n: customers,
    counted: 'customers',
    period: null,
    model: `change of the outcome on change of the driver within the customer, reliability ${reliability}`,
    assumptions: [
      'what changed both the driver and the outcome in the same months is still in it',
      'the change of the driver came before the change of the outcome',
      ...(isShown ? [] : [`fewer than ${customersForNumber} customers: interval only`]),
    ],
    effect: {
      estimate: isShown ? slope / reliability : null,
      low: (slope - reach) / reliability,
      high: (slope + reach) / reliability,
    },
    changes: changes.length,
    wording: 'associated with',
  };
}

function changesOf(waves: readonly Wave[]) {
  const byCustomer = new Map<string, Wave[]>();
  for (const wave of waves) {
    const own = byCustomer.get(wave.customerId);
    if (own === undefined) byCustomer.set(wave.customerId, [wave]);
    else own.push(wave);
  }
  return [...byCustomer.values()].flatMap((own) => {
    const sorted = own.toSorted((left, right) => left.wave - right.wave);
    return sorted.slice(1).map((wave, index) => ({
      customerId: wave.customerId,
      driver: wave.driver - (sorted[index]?.driver ?? 0),
      outcome: wave.outcome - (sorted[index]?.outcome ?? 0),
    }));
  });
}
