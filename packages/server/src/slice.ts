import type { ChangeTopic, ProductConfig } from '@taffrail/contract';
import type pg from 'pg';
import type { KeyRing } from './access/keys/key-ring.ts';
import type { MailAccess, StripeAccess } from './config.ts';
import type { Changes } from './platform/changes/changes.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/db/database.ts';
import type { HttpServer } from './platform/http/http-server.ts';
import type { JobContext, JobSource } from './platform/jobs/job-source.ts';
import type { Logger } from './platform/log.ts';

/** What every slice may use of the running console. */
export interface AppContext {
  readonly clock: Clock;
  readonly log: Logger;
  /** As `taffrail_app`: what operators' requests read and write. */
  readonly db: Database;
  /** Tells of changes after their commit, in all processes; hears what the others tell. */
  readonly changes: Changes<ChangeTopic>;
  /** Keys that hold, remembered for a moment; `access/ingest-key.ts` asks it. */
  readonly keys: KeyRing;
  /** As `taffrail_ingest`: inserts, reads nothing. */
  readonly ingestPool: pg.Pool;
  /** The product's own database, where one is configured: reads only. */
  readonly productDatabase: pg.Pool | undefined;
  /** Whether the ingest role may COPY into tables under row-level security. */
  readonly ingestMayCopy: boolean;
  /** Origin under which the console is reached, without a trailing slash. */
  readonly publicUrl: string;
  /** Seals stored secrets and signs; at least 32 characters. */
  readonly secret: string;
  /** What `taffrail.config.ts` says of the product. */
  readonly product: ProductConfig;
  /** The one time zone that decides day, week, month and "today". */
  readonly reportingTimeZone: string;
  /** The console's own mail server, where the environment names one. */
  readonly mail?: MailAccess | undefined;
  /** Only where everything is made up: the key that the sample product sends with. */
  readonly demo?: { readonly keyId: string } | undefined;
}

/** What jobs know beside what the platform gives them. */
export interface KnownToJobs extends Pick<
  AppContext,
  'product' | 'reportingTimeZone' | 'secret' | 'publicUrl' | 'mail'
> {
  /** Where Stripe may be asked, and not only listened to. */
  readonly stripe?: StripeAccess | undefined;
}

/** The jobs of a slice announce topics of the contract, no others. */
export type SliceJobs = Omit<JobContext, 'changes'> &
  KnownToJobs & {
    readonly changes: Pick<AppContext['changes'], 'announce'>;
  };

type SliceTasks = (jobs: SliceJobs) => ReturnType<NonNullable<JobSource['tasks']>>;

/** One feature of the server. `app.ts` lists them. */
export interface Slice extends Omit<JobSource, 'tasks' | 'urgentTasks'> {
  readonly name: string;
  readonly routes?: (server: HttpServer, app: AppContext) => void;
  readonly tasks?: SliceTasks;
  readonly urgentTasks?: SliceTasks;
}

/** A slice as a worker runs it, which knows nothing of the product. */
export const toJobSource = (slice: Slice, known: KnownToJobs): JobSource => ({
  ...slice,
  tasks: (jobs) => slice.tasks?.({ ...jobs, ...known }) ?? {},
  urgentTasks: (jobs) => slice.urgentTasks?.({ ...jobs, ...known }) ?? {},
});
