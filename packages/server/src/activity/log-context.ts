import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';

/** What reading the log takes: where it is, and when now is. */
export interface LogContext {
  readonly db: Database;
  readonly clock: Clock;
}
