import type { TouchedTraces } from '../../spans/spans.ts';
import type { PendingBatch } from '../pending-batch.ts';

/** What batches tell of calls and of what is around them. */
export const touchedTraces = (batches: readonly PendingBatch[]): TouchedTraces => {
  const ids = new Set<string>();
  let firstAt = Infinity;
  let lastAt = -Infinity;
  const note = (traceId: string, at: number): void => {
    ids.add(traceId);
    firstAt = Math.min(firstAt, at);
    lastAt = Math.max(lastAt, at);
  };
  for (const { spans, aiJobs } of batches) {
    for (const { traceId, startedAtUs } of spans) note(traceId, startedAtUs / 1_000);
    for (const { traceId, spanId, createdAt } of aiJobs)
      if (traceId !== null && spanId !== null) note(traceId, createdAt);
  }
  return { ids, firstAt, lastAt };
};

/** Traces in which two may tell of the same at the same time. */
export const sharedTraces = (batches: readonly PendingBatch[]): ReadonlySet<string> => {
  const { ids } = touchedTraces(batches);
  const all = new Set(ids);
  for (const { requests } of batches) for (const { traceId } of requests.spans) all.add(traceId);
  return all;
};
