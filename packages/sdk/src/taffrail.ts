import type { RunAiJob } from './ai/ai-job.ts';
import type { MakeAiSdkMiddleware } from './ai/ai-sdk.ts';
import type { Guard } from './ai/budgets/guard.ts';
import type { RecordClient } from './ai/clients.ts';
import type { Activity } from './capture/activity.ts';
import type { Log } from './capture/log.ts';
import type { RequestLike } from './capture/request-context.ts';
import type { Session } from './capture/session.ts';
import type { RunPipeline } from './pipelines/pipeline.ts';
import type { Score } from './pipelines/score.ts';
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

/** Of one unit for one period, tax excluded. */
export interface SubscriptionPriceFields {
  /** Decimal text in the major unit: `49.00`. */
  amount: string;
  /** 1 unless given. */
  quantity?: number | null | undefined;
  /** A month unless given. */
  interval?: 'day' | 'week' | 'month' | 'year' | null | undefined;
  /** 3 months are a quarter. */
  intervalCount?: number | null | undefined;
}

/** The whole state of a subscription from a moment on; with one price, or with several `items`. */
export interface SubscriptionFields extends Partial<SubscriptionPriceFields> {
  id: string;
  organizationId: string;
  status:
    | 'active'
    | 'past_due'
    | 'trialing'
    | 'incomplete'
    | 'incomplete_expired'
    | 'unpaid'
    | 'paused'
    | 'canceled';
  /** ISO 4217, lower case: `eur`. */
  currency: string;
  items?: readonly SubscriptionPriceFields[] | null | undefined;
  /** Each with one of `percentOff` (0 to 100) and `amountOff` (decimal text, off each period). */
  discounts?:
    | readonly {
        percentOff?: number | null | undefined;
        amountOff?: string | null | undefined;
        startsAt?: Date | string | null | undefined;
        endsAt?: Date | string | null | undefined;
      }[]
    | null
    | undefined;
  plan?: string | null | undefined;
  /** Where the customer is: ISO 3166-1, upper case, `DE`. */
  country?: string | null | undefined;
  startedAt: Date | string;
  trialEndsAt?: Date | string | null | undefined;
  /** When it will end, as announced. */
  cancelAt?: Date | string | null | undefined;
  endedAt?: Date | string | null | undefined;
  /** The moment from which on this is so: now unless given. */
  at?: Date | string | undefined;
}

/** A deploy that is over, or a process that has come up with it. Told again, it is the same deploy. */
export interface DeployFields {
  /** Your own. Without one, commit, environment and time are what recognises it. */
  id?: string | null | undefined;
  /** Of the commit, lower case: whole, or at least 7 digits. */
  sha: string;
  /** `production`, `staging`. */
  environment: string;
  /** `succeeded` unless given. */
  status?: 'succeeded' | 'failed' | null | undefined;
  /** Whether users meet it; unless given, whether the environment is called `production`. */
  isProduction?: boolean | null | undefined;
  /** `owner/name`. */
  repository?: string | null | undefined;
  version?: string | null | undefined;
  /** All that came with it, besides `sha`: the commits since the deploy before. At most 1,000. */
  commits?: readonly string[] | null | undefined;
  /** Where it can be looked at. */
  url?: string | null | undefined;
  /** When it was over: now unless given. */
  finishedAt?: Date | string | undefined;
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

/**
 * No function throws, no promise rejects, nothing is printed; see `onError` and `stats`. Those that
 * run functions of the host hand on what these give and throw.
 */
export interface Taffrail extends Middleware {
  readonly logActivity: LogActivity;
  /**
   * Logs what the product wants to be known of itself: errors are grouped in the console. Taken at
   * the call and sent with everything else; nothing to wait for.
   *
   *     taffrail.log(session, { level: 'error', source: 'GET /leads/:id', error });
   */
  readonly log: (session: Session | null | undefined, log: Log) => void;
  readonly aiJob: RunAiJob;
  /** `taffrail.openai(new OpenAI(), { route, session })` */
  readonly openai: RecordClient;
  /** `taffrail.anthropic(new Anthropic(), { route, session })` */
  readonly anthropic: RecordClient;
  readonly aiSdk: MakeAiSdkMiddleware;
  readonly guard: Guard;
  readonly pipeline: RunPipeline;
  readonly score: Score;
  /** Tells the console about a customer, on creation and whenever a field changes. */
  readonly organization: (fields: OrganizationFields) => Promise<void>;
  readonly user: (fields: UserFields) => Promise<void>;
  readonly membership: (fields: MembershipFields) => Promise<void>;
  /** Tells the whole state of a subscription, on each change. */
  readonly subscription: (fields: SubscriptionFields) => Promise<void>;
  /** Tells of a deploy once it is over. */
  readonly deploy: (fields: DeployFields) => Promise<void>;
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
