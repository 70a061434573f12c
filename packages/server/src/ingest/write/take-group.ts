import type { PendingBatch } from '../pending-batch.ts';

/** Of one transaction. A single batch is never larger. */
const mostRows = 10_000;

const countRows = ({ rowCount, requests, ...others }: PendingBatch): number => {
  const { logs, aiJobs, pipelineRows, spans, subscriptions, deploys } = others;
  const rows = [logs, aiJobs, pipelineRows, spans, subscriptions, deploys];
  return rows.reduce((sum, { length }) => sum + length, rowCount + requests.rowCount);
};

/**
 * Takes from the front of the queue what one transaction writes. An idempotency key stands in it
 * once: a batch sent twice at the same time waits for the next, when its first is known.
 */
export const takeGroup = <W extends { readonly batch: PendingBatch }>(waiting: W[]): W[] => {
  const group: W[] = [];
  const later: W[] = [];
  const keys = new Set<string>();
  let rows = 0;
  for (const one of waiting) {
    const { keyId, idempotencyKey } = one.batch;
    const rowCount = countRows(one.batch);
    const key = idempotencyKey === undefined ? undefined : `${keyId} ${idempotencyKey}`;
    if (group.length > 0 && rows + rowCount > mostRows) break;
    if (key !== undefined && keys.has(key)) {
      later.push(one);
      continue;
    }
    if (key !== undefined) keys.add(key);
    group.push(one);
    rows += rowCount;
  }
  waiting.splice(0, group.length + later.length, ...later);
  return group;
};
