import { ingestLimits, spanKeptDays } from '@taffrail/contract';
import { Rejection } from '../../ingest/ingest.ts';
import type { OtlpSpan } from '../decode/otlp-data.ts';

/** Microseconds: what is finer is cut off. */
export interface SpanTimes {
  readonly startedAtUs: number;
  readonly durationUs: number;
}

const keptMs = spanKeptDays * 86_400_000;

export const toMicroseconds = (ns: bigint): number => Number(ns / 1_000n);

/**
 * @throws {Rejection} for what has no start, and what lies outside of what is kept
 */
export const readSpanTimes = (
  { startNs, endNs }: Pick<OtlpSpan, 'startNs' | 'endNs'>,
  receivedAtMs: number,
): SpanTimes => {
  if (startNs <= 0n) throw new Rejection('invalid_record', 'startTimeUnixNano is required');
  const startedAtUs = toMicroseconds(startNs);
  const startedAtMs = startedAtUs / 1_000;
  if (startedAtMs > receivedAtMs + ingestLimits.aheadMs)
    throw new Rejection('too_far_ahead', 'the span begins more than five minutes ahead');
  if (startedAtMs < receivedAtMs - keptMs)
    throw new Rejection('too_old', `the span began more than ${spanKeptDays} days ago`);
  const endedAtUs = toMicroseconds(endNs);
  if (endedAtUs > receivedAtMs * 1_000 + ingestLimits.aheadMs * 1_000)
    throw new Rejection('too_far_ahead', 'the span ends more than five minutes ahead');
  return { startedAtUs, durationUs: Math.max(0, endedAtUs - startedAtUs) };
};

/** RFC 3339, as records have it. */
export const toTimestamp = (atUs: number): string =>
  new Date(Math.floor(atUs / 1_000)).toISOString();
