/** A read table: its rows follow from the state of a customer, so it can be dropped and rebuilt at any time. */
import type { CustomerState } from '../../domain/customers/state.ts';
import type { EventType } from '../../domain/catalogue.ts';
import type { TrustParameters } from '../../domain/trust/parameters.ts';

export interface View<Row extends object = object> {
  /** The table, as the migrations name it. */
  readonly table: string;
  /** The columns that tell a customer's rows apart. None: the customer has one row. */
  readonly key: readonly string[];
  /** The kinds of event that can change it. Every kind of event has to be shown somewhere. */
  readonly shows: readonly EventType[];
  /** The customer's rows. Keys are the table's columns, without customer_id. */
  readonly rows: (state: CustomerState, parameters: TrustParameters) => readonly Row[];
}
