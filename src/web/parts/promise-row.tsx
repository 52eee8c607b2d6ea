/** A promise in one row of a list: state, words, customer, who, by when, and the moves that go without more words. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PromiseView } from '../../api/promise-views.ts';
import { Due, lateness } from './when.tsx';
import { StateMark } from './state-mark.tsx';

interface PromiseRowProps {
  readonly promise: PromiseView;
  readonly asOf: string;
  readonly nameOf: (party: string) => string;
  readonly note?: ReactNode;
  readonly moves?: ReactNode;
  /** In a list of one customer, whose name need not be said again. */
  readonly isOneCustomer?: boolean;
}

export function PromiseRow({ promise, asOf, nameOf, note, moves, isOneCustomer = false }: PromiseRowProps) {
  const { deadline, missingBackers } = promise;
  const isLate = promise.completedAt === null && deadline !== null && deadline <= asOf;
  return (
    <li className="promise-row">
      <span className="promise-state">
        {isLate && promise.balancePart === 'open' ? (
          <StateMark state="late" word={`${lateness(deadline, asOf)} late`} />
        ) : (
          <StateMark state={promise.state} />
        )}
      </span>
      <span className="promise-words">
        <Link to={`/promises/${promise.promiseId}`} data-row>
          {promise.words ?? '[erased]'}
        </Link>
        <small>
          {!isOneCustomer && (
            <>
              <Link to={`/customers/${promise.customerId}`}>{promise.customerName ?? promise.customerId}</Link>
              {' · '}
            </>
          )}
          {`${nameOf(promise.byParty)} to ${nameOf(promise.toParty)} · due `}
          <Due promise={promise} />
          {missingBackers.length > 0 && promise.balancePart === 'open' && (
            <>
              {' · '}
              <StateMark state="unbacked" word={`${missingBackers.map(nameOf).join(' and ')} never agreed to this`} />
            </>
          )}
          {note}
        </small>
      </span>
      {moves !== undefined && <span className="actions">{moves}</span>}
    </li>
  );
}
