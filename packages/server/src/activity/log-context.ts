import type { ProductConfig } from '@taffrail/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';

/** What reading the log takes: where it is, when now is, and what actions are called. */
export interface LogContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly product: ProductConfig;
}
