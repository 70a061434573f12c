import type { CronItem, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Changes } from '../changes/changes.ts';
import type { Clock } from '../clock.ts';
import type { PartitionedTable } from '../db/partitions.ts';
import type { Logger } from '../log.ts';

/** What jobs get: they run as the owner of the schema. */
export interface JobContext {
  readonly clock: Clock;
  readonly log: Logger;
  readonly owner: pg.Pool;
  /** Announce after the commit. */
  readonly changes: Pick<Changes, 'announce'>;
  /** The product's own database, where one is configured: reads only. */
  readonly productDatabase: pg.Pool | undefined;
  /** Of all slices: what the partitions are made and dropped by. */
  readonly partitions: readonly PartitionedTable[];
}

/** What a slice brings to the worker: its tasks by name, and when they run. */
export interface JobSource {
  readonly partitions?: readonly PartitionedTable[];
  readonly tasks?: (jobs: JobContext) => TaskList;
  /**
   * Tasks that somebody waits for. They run in a lane of their own, on connections of their own, so
   * that nothing slow holds them up.
   */
  readonly urgentTasks?: (jobs: JobContext) => TaskList;
  readonly cron?: readonly CronItem[];
}
