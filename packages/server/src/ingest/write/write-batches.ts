import type { BatchAnswer, ChangeTopic } from '@taffrail/contract';
import type pg from 'pg';
import { recordAiJobs } from '../../ai-jobs/ai-jobs.ts';
import { recordDeploys } from '../../deploys/deploys.ts';
import { recordPipelines } from '../../pipelines/pipelines.ts';
import { lockTraces, writeSpans } from '../../spans/spans.ts';
import { recordLogs } from '../../system-logs/system-logs.ts';
import {
  claimBatches,
  copyActivity,
  countActivity,
  insertActivity,
  recordCustomers,
  type Claim,
  type ReceivedRow,
} from './ingest.store.ts';
import { writeRequests } from '../api-request/write-requests.ts';
import type { PendingBatch } from '../pending-batch.ts';
import { countSearches } from '../search/count-searches.store.ts';
import { sharedTraces, touchedTraces } from './touched-traces.ts';
import { CustomerChanges } from './customer-changes.ts';
import { RollupCounts } from './rollup-counts.ts';
import { tellSubscriptions } from './tell-subscriptions.store.ts';

/**
 * `copy` is quick and fails when a record is known already; `insert` passes over known records, and
 * serves where the ingest role may not COPY.
 */
export type Way = 'copy' | 'insert';

/** The answer, or that the idempotency key was used with another body. */
export type Outcome = BatchAnswer | 'conflict';

export interface Written {
  readonly outcomes: ReadonlyMap<PendingBatch, Outcome>;
  /** Whose rows are there after the commit. */
  readonly customers: CustomerChanges;
  /** What those who look at it should hear of, after the commit. */
  readonly topics: readonly ChangeTopic[];
}

const claimAll = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
  now: Date,
): Promise<Map<PendingBatch, Claim>> => {
  const keyed = batches.filter(({ idempotencyKey }) => idempotencyKey !== undefined);
  const claims = keyed.length > 0 ? await claimBatches(client, keyed, now) : [];
  return new Map(keyed.map((batch, index) => [batch, claims[index] ?? { state: 'new' }]));
};

const mergeCounts = (batches: readonly PendingBatch[]): RollupCounts => {
  const [first, ...others] = batches;
  if (first && others.length === 0) return first.counts;
  const counts = new RollupCounts();
  for (const batch of batches) counts.merge(batch.counts);
  return counts;
};

const mergeCustomers = (batches: readonly PendingBatch[]): CustomerChanges => {
  const customers = new CustomerChanges();
  for (const batch of batches) customers.merge(batch.customers);
  return customers;
};

/** A record that two batches hold is written once, as one that was known is. */
const readRows = (batches: readonly PendingBatch[]): ReceivedRow[] => {
  const rows = new Map<string, ReceivedRow>();
  for (const { readRows, receivedAtMs } of batches)
    for (const row of readRows()) if (!rows.has(row.id)) rows.set(row.id, { row, receivedAtMs });
  return [...rows.values()];
};

/** Rollups count only rows that were really inserted. */
const insertRows = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
): Promise<RollupCounts> => {
  const rows = readRows(batches);
  const inserted = await insertActivity(client, rows);
  const counts = new RollupCounts();
  for (const { row } of rows) if (inserted.has(row.id)) counts.add(row);
  return counts;
};

const copyRows = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
): Promise<RollupCounts> => {
  await copyActivity(client, batches);
  return mergeCounts(batches);
};

/** Records that were known already count, too: nobody minds to hear of a change too many. */
const topicsOf = (
  fresh: readonly PendingBatch[],
  customers: CustomerChanges,
  settledJobs: number,
): ChangeTopic[] => {
  const topics: ChangeTopic[] = [];
  if (fresh.some(({ rowCount }) => rowCount > 0)) topics.push('activity');
  if (fresh.some(({ requests }) => requests.rowCount > 0)) topics.push('api_requests');
  if (fresh.some(({ logs }) => logs.length > 0)) topics.push('system_logs');
  if (settledJobs > 0 || fresh.some(({ aiJobs }) => aiJobs.length > 0)) topics.push('ai_jobs');
  if (fresh.some(({ pipelineRows }) => pipelineRows.length > 0)) topics.push('pipelines');
  if (fresh.some(({ spans }) => spans.length > 0)) topics.push('spans');
  if (fresh.some(({ deploys }) => deploys.length > 0)) topics.push('deploys');
  if (customers.areTold) topics.push('customers');
  return topics;
};

/**
 * Writes batches in the transaction that the client is in. Their idempotency keys must differ.
 * Rollups come last: their rows are what transactions wait for.
 */
export const writeBatches = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
  way: Way,
  now: Date,
): Promise<Written> => {
  const claims = await claimAll(client, batches, now);
  const fresh = batches.filter((batch) => (claims.get(batch)?.state ?? 'new') === 'new');
  const customers = mergeCustomers(fresh);
  await recordCustomers(client, customers);
  await lockTraces(client, sharedTraces(fresh));
  await tellSubscriptions(client, fresh);
  await recordDeploys(
    client,
    fresh.flatMap(({ deploys }) => deploys),
  );
  await writeRequests(client, fresh, way);
  const withRows = fresh.filter(({ rowCount }) => rowCount > 0);
  const write = way === 'copy' ? copyRows : insertRows;
  const counts = withRows.length > 0 ? await write(client, withRows) : undefined;
  await recordLogs(
    client,
    fresh.flatMap(({ logs }) => logs),
  );
  await recordAiJobs(
    client,
    fresh.flatMap(({ aiJobs }) => aiJobs),
    now,
  );
  const settledJobs = await writeSpans(
    client,
    fresh.flatMap(({ spans }) => spans),
    touchedTraces(fresh),
    now,
  );
  if (counts) {
    await countSearches(client, counts.searches);
    await countActivity(client, counts, now);
  }
  // Behind all others, for its lock holds until the commit.
  await recordPipelines(
    client,
    fresh.flatMap(({ pipelineRows }) => pipelineRows),
    now,
  );
  return {
    customers,
    topics: topicsOf(fresh, customers, settledJobs),
    outcomes: new Map<PendingBatch, Outcome>(
      batches.map((batch) => {
        const claim = claims.get(batch);
        if (claim?.state === 'conflict') return [batch, 'conflict'];
        return [batch, claim?.state === 'known' ? claim.answer : batch.answer];
      }),
    ),
  };
};
