import type { BulkActionName, BulkFilter, Permission } from '@taffrail/contract';
import type { AuditSource } from '../access/audit.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';

/** What became of a row. A reason is a whole sentence: "It was acknowledged by Ada already." */
export type BulkOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'skipped' | 'failed'; readonly reason: string };

/** What is acted in: all in one transaction, which commits together with the outcome. */
export interface BulkContext {
  readonly tx: Transaction;
  readonly clock: Clock;
  /** Of the whole action, by whoever asked for it. */
  readonly note: string | null;
}

/** A row as it is before anything is done to it. */
export interface BulkRow {
  readonly id: string;
  /** `#1042 Checkout is down`. */
  readonly label: string;
  /** Why nothing would be done to it now; null when something would be. */
  readonly skip: string | null;
}

/** What can be done to many rows of a slice at once. A slice exports one for each action. */
export interface BulkHandler {
  readonly action: BulkActionName;
  readonly permission: Permission;
  /**
   * What the filter of the list gives at the moment, in the order of the list: at most `limit` ids,
   * and how many there are, which is counted up to one more than `limit`.
   *
   * @throws `invalid_request` of a filter that the list does not know
   */
  readonly match: (
    db: Database | Transaction,
    filter: BulkFilter,
    options: { readonly limit: number; readonly now: Date },
  ) => Promise<{ readonly ids: readonly string[]; readonly count: number }>;
  /** Names the rows and foresees which are skipped, in one statement; an id without a row is left out. */
  readonly look: (
    db: Database | Transaction,
    ids: readonly string[],
  ) => Promise<readonly BulkRow[]>;
  /**
   * Does it to one row, with its entry in the audit log. What is not possible any more is `skipped`;
   * what throws is taken back, and `failed`.
   */
  readonly act: (context: BulkContext, id: string, by: AuditSource) => Promise<BulkOutcome>;
}
