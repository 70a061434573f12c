import type { AlertRunCause, AlertRunStage, ChangeTopic, SkipReason } from '@taffrail/contract';
import type pg from 'pg';
import type { MailAccess } from '../config.ts';
import type { Changes } from '../platform/changes/changes.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Logger } from '../platform/log.ts';

export { startRuns, type RunStart } from './starting/start-runs.ts';

/** What JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** A step of every run. */
export interface Stage {
  readonly name: AlertRunStage;
  /** What it throws is a failure that is tried again. */
  readonly run: (context: StageContext) => Promise<StageResult>;
}

export interface StageContext {
  /** As the owner of the schema. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Announce after the commit. */
  readonly changes: Pick<Changes<ChangeTopic>, 'announce'>;
  readonly secret: string;
  /** Origin under which the console is reached, without a trailing slash. */
  readonly publicUrl: string;
  /** The console's own mail server, where the environment names one. */
  readonly mail?: MailAccess | undefined;
  /** The product's own database, where one is configured: reads only. */
  readonly productDatabase?: pg.Pool | undefined;
  readonly run: {
    readonly id: string;
    readonly createdAt: Date;
    readonly traceId: string;
    readonly incidentId: string;
    readonly alertId: string;
    readonly cause: AlertRunCause;
  };
  /** From 1; one more each time the stage is begun, after a crash too. */
  readonly attempt: number;
  /** When somebody marked the run for retry: what was refused for good by then is tried again, too. */
  readonly askedForAt: Date | null;
  /** Names whatever this attempt does to the outside: `${run.id}:${stage}:${attempt}`. */
  readonly key: string;
  /** What the stages before gave, by name. */
  readonly earlier: Readonly<Record<string, unknown>>;
  /** Aborted when the worker stops, or when the run was taken from it. */
  readonly signal: AbortSignal;
}

/** The engine alone decides what follows from it. */
export type StageResult =
  | { readonly state: 'succeeded'; readonly output?: JsonObject }
  | { readonly state: 'skipped'; readonly reason: SkipReason; readonly output?: JsonObject }
  | {
      readonly state: 'failed';
      readonly errorType: string;
      readonly message: string;
      /** When trying again makes sense, as whoever refused it said; else in growing pauses. */
      readonly retryAfterMs?: number;
      /** Trying again is of no use. */
      readonly isFinal?: boolean;
    };
