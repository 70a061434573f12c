import type { Activity } from './capture/activity.ts';
import type { RequestLike } from './capture/request-context.ts';
import type { Session } from './capture/session.ts';
import type { Middleware } from './requests/middleware.ts';
import type { Counters } from './report/counters.ts';
import type { TaffrailError } from './report/error-report.ts';

export interface LogOptions {
  /** For what is billed: the record is on disk before the promise resolves and is never dropped. */
  ledger?: boolean | undefined;
}

/**
 * `durable: true`: on disk, fsynced; it will arrive. `durable: false`: it could not be written (disk
 * full, no permission, input that is no record); it waits in memory like any other, if it can.
 */
export type LedgerOutcome =
  | { readonly durable: true }
  | { readonly durable: false; readonly error: Error };

/** A customer of the product. The fields given replace what the console knows; others stay. */
export interface OrganizationFields {
  id: string;
  name?: string | null | undefined;
  plan?: string | null | undefined;
  seats?: number | null | undefined;
  /** BCP 47: `de-DE`. */
  locale?: string | null | undefined;
  createdAt?: Date | string | undefined;
}

export interface UserFields {
  id: string;
  email?: string | null | undefined;
  name?: string | null | undefined;
  locale?: string | null | undefined;
  createdAt?: Date | string | undefined;
}

export interface MembershipFields {
  organizationId: string;
  userId: string;
  role?: string | null | undefined;
  /** When the user left; a later call without it brings the user back. */
  removedAt?: Date | string | null | undefined;
  createdAt?: Date | string | undefined;
}

export interface TaffrailStats extends Readonly<Counters> {
  /** Records in memory: waiting or under way. */
  readonly queued: number;
  /** About what they take. */
  readonly queuedBytes: number;
  /** Ledger records of this process that are on disk and not yet answered for. */
  readonly spooled: number;
  readonly lastError: TaffrailError | undefined;
}

/**
 * Logs a business action. Everything is taken at the call. Need not be awaited: the promise has
 * resolved already, except with `{ ledger: true }`, where it resolves once the record is on disk.
 */
export interface LogActivity {
  (
    session: Session,
    activity: Activity,
    request: RequestLike | null | undefined,
    options: { ledger: true },
  ): Promise<LedgerOutcome>;
  (
    session: Session,
    activity: Activity,
    request?: RequestLike | null,
    options?: { ledger?: false | undefined },
  ): Promise<void>;
  (
    session: Session,
    activity: Activity,
    request?: RequestLike | null,
    options?: LogOptions,
  ): Promise<LedgerOutcome | void>;
}

/** No function throws, no promise rejects, nothing is printed; see `onError` and `stats`. */
export interface Taffrail extends Middleware {
  readonly logActivity: LogActivity;
  /** Tells the console about a customer, on creation and whenever a field changes. */
  readonly organization: (fields: OrganizationFields) => Promise<void>;
  readonly user: (fields: UserFields) => Promise<void>;
  readonly membership: (fields: MembershipFields) => Promise<void>;
  /**
   * Sends what waits. True once the console has answered for everything logged before the call;
   * false after `timeoutMs` (default 10,000), and it goes on being tried.
   */
  readonly flush: (timeoutMs?: number) => Promise<boolean>;
  /**
   * Flushes for at most `timeoutMs` (default 5,000), then stops. False when records were dropped
   * or stay spooled; the spool is sent by the next process.
   */
  readonly close: (timeoutMs?: number) => Promise<boolean>;
  readonly stats: () => TaffrailStats;
}
