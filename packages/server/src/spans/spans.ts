import type pg from 'pg';
import { recordSpans, type NewSpan } from './recording/record-spans.store.ts';
import { settleAiJobs, type TouchedTraces } from './recording/traces.store.ts';

export { lockTraces } from './recording/traces.store.ts';
export { writeMicroseconds } from './recording/record-spans.store.ts';
export type { NewSpan, SpanResource } from './recording/record-spans.store.ts';
export type { TouchedTraces } from './recording/traces.store.ts';

/**
 * Stores spans, and then gives the AI jobs of their traces, which must be written and locked, what
 * all spans of these now say. Answers how many jobs were changed.
 */
export const writeSpans = async (
  client: pg.ClientBase,
  spans: readonly NewSpan[],
  touched: TouchedTraces,
  now: Date,
): Promise<number> => {
  await recordSpans(client, spans);
  return settleAiJobs(client, touched, now);
};
