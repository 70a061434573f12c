import type { BatchAnswer, ChangeTopic } from '@taffrail/contract';
import type pg from 'pg';
import type { Changes } from '../../platform/changes/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import {
  isDatabaseAway,
  isStatementTimeout,
  isTransactionConflict,
  isUniqueViolation,
} from '../../platform/db/failures.ts';
import { inTransaction } from '../../platform/db/transaction.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { Logger } from '../../platform/log.ts';
import { groupRows } from '../ingest-metrics.ts';
import type { PendingBatch } from '../pending-batch.ts';
import { unavailable } from './unavailable.ts';
import { takeGroup } from './take-group.ts';
import { writeBatches, type Outcome, type Way, type Written } from './write-batches.ts';

export interface WriteQueue {
  /**
   * Resolves after the commit.
   *
   * @throws `idempotency_conflict`; `unavailable` when the database is away: then the batch may
   *   have been written, and sending it again with its key finds out
   */
  write(batch: PendingBatch): Promise<BatchAnswer>;
  /** Resolves when nothing waits or is being written. */
  settled(): Promise<void>;
}

export interface WriteQueueOptions {
  readonly pool: pg.Pool;
  readonly mayCopy: boolean;
  readonly changes: Pick<Changes<ChangeTopic>, 'announce'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Two of them keep Postgres busy on two cores; each takes what has come when it is free. */
const writers = 2;
const attempts = 5;

/** After this long a customer's row is looked for again, in case it was taken away. */
const rowTrustMs = 10 * 60_000;

interface Waiting {
  readonly batch: PendingBatch;
  readonly resolve: (answer: BatchAnswer) => void;
  readonly reject: (error: unknown) => void;
}

const settle = ({ resolve, reject }: Waiting, outcome: Outcome | undefined): void => {
  if (outcome === 'conflict') reject(new ApiError('idempotency_conflict', {}));
  else if (outcome === undefined) reject(new Error('A batch was written without an answer.'));
  else resolve(outcome);
};

/** Trying again at once would only make the others wait longer. */
const isAway = (error: unknown): boolean => isDatabaseAway(error) || isStatementTimeout(error);

const trustRows = ({ customers }: Written, untilMs: number): void => {
  for (const { organization } of customers.organizations) organization.hasRowUntilMs = untilMs;
  for (const { user } of customers.users) user.hasRowUntilMs = untilMs;
  for (const organization of customers.namedOrganizations.keys())
    organization.hasRowUntilMs = untilMs;
  for (const user of customers.namedUsers.keys()) user.hasRowUntilMs = untilMs;
};

/** Requests that arrive together share one transaction; none is answered before its commit. */
export const createWriteQueue = (options: WriteQueueOptions): WriteQueue => {
  const { pool, mayCopy, changes, clock, log } = options;
  const waiting: Waiting[] = [];
  const active = new Set<Promise<void>>();
  let busy = 0;

  const writeOnce = async (group: readonly Waiting[], way: Way): Promise<void> => {
    const batches = group.map(({ batch }) => batch);
    const now = clock.now();
    const written = await inTransaction(pool, (client) => writeBatches(client, batches, way, now));
    changes.announce(...written.topics);
    trustRows(written, now.getTime() + rowTrustMs);
    for (const one of group) settle(one, written.outcomes.get(one.batch));
  };

  /** Transactions that met another are done again. Gives the error that remains. */
  const tryWrite = async (group: readonly Waiting[], way: Way): Promise<unknown> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await writeOnce(group, way);
        return undefined;
      } catch (error) {
        if (!isTransactionConflict(error) || attempt === attempts) return error;
      }
    }
  };

  /** What fails together is tried apart, so that a bad batch does not take its neighbours down. */
  const write = async (group: readonly Waiting[], way: Way): Promise<void> => {
    const error = await tryWrite(group, way);
    if (error === undefined) return;
    if (isAway(error)) {
      for (const { reject } of [...group, ...waiting.splice(0)]) reject(unavailable(error));
    } else if (way === 'copy') {
      if (!isUniqueViolation(error)) log.warn({ err: error }, 'a group of batches was not copied');
      await write(group, 'insert');
    } else if (group.length > 1) {
      for (const one of group) await write([one], 'insert');
    } else {
      for (const { reject } of group)
        reject(isTransactionConflict(error) ? unavailable(error) : error);
    }
  };

  const drain = async (): Promise<void> => {
    busy += 1;
    try {
      while (waiting.length > 0) {
        const group = takeGroup(waiting);
        groupRows.observe(group.reduce((sum, { batch }) => sum + batch.rowCount, 0));
        await write(group, mayCopy ? 'copy' : 'insert');
      }
    } finally {
      // In the same breath as the look at the queue: a batch that comes later starts a writer.
      busy -= 1;
    }
  };

  const start = (): void => {
    if (busy >= writers) return;
    const writer = drain().finally(() => active.delete(writer));
    active.add(writer);
  };

  return {
    write: (batch) =>
      new Promise((resolve, reject) => {
        waiting.push({ batch, resolve, reject });
        start();
      }),
    async settled() {
      while (active.size > 0) await Promise.all(active);
    },
  };
};
