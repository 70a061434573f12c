import { aiJobLimits } from '@taffrail/contract';
import type { JsonObject } from '../../../ingest/ingest.ts';
import type { OtlpSpan, Origin } from '../../decode/otlp-data.ts';
import { findNumber, findText } from '../attributes.ts';
import { idOf } from '../ids.ts';
import type { Owner } from '../owner.ts';
import { toTimestamp, type SpanTimes } from '../span-times.ts';
import { isGeneration } from './is-generation.ts';
import { names } from './names.ts';
import { otherAttributes } from './other-attributes.ts';
import { readCall } from './read-call.ts';
import { readUsage } from './read-usage.ts';

/** Of the enum `StatusCode`. */
const error = 2;

const within = (value: number | undefined, most: number): number | undefined =>
  value !== undefined && value >= 0 && value <= most ? value : undefined;

const readOutcome = ({ attributes, events, statusCode }: OtlpSpan) => {
  const errorType = findText(attributes, names.errorType, aiJobLimits.errorType);
  if (statusCode !== error && errorType === undefined) return { status: 'succeeded' };
  const exception = events.find(({ name }) => name === 'exception');
  const thrown =
    exception && findText(exception.attributes, names.exceptionType, aiJobLimits.errorType);
  return { status: 'failed', errorType: errorType ?? thrown };
};

const readFirstToken = ({ attributes }: OtlpSpan, latencyMs: number): number | undefined => {
  const seconds = findNumber(attributes, names.firstTokenSeconds);
  const ms = seconds === undefined ? findNumber(attributes, names.firstTokenMs) : seconds * 1_000;
  return within(ms, latencyMs);
};

/** Nothing is what senders write who know no price: it is not told, then. */
const readCost = ({ attributes }: OtlpSpan): number | undefined => {
  const cost = within(findNumber(attributes, names.cost), aiJobLimits.costUsd);
  return cost === 0 ? undefined : cost;
};

/** A span of a call of a model, as a record of it. */
export const toAiJob = (
  span: OtlpSpan,
  origin: Origin,
  { startedAtUs, durationUs }: SpanTimes,
  owner: Owner,
): JsonObject | undefined => {
  const { traceId, spanId, attributes } = span;
  if (!isGeneration(attributes)) return undefined;
  const call = readCall(attributes);
  const latencyMs = durationUs / 1_000;
  return {
    kind: 'ai_job',
    id: idOf('ai_job', traceId, spanId),
    createdAt: toTimestamp(startedAtUs),
    ...owner,
    traceId,
    spanId,
    ...call,
    ...readUsage(attributes, call.provider),
    ...readOutcome(span),
    route: findText(attributes, names.route, aiJobLimits.route),
    costUsd: readCost(span),
    latencyMs,
    timeToFirstTokenMs: readFirstToken(span, latencyMs),
    accuracy: within(findNumber(attributes, names.accuracy), 1),
    promptVersion: findText(attributes, names.promptVersion, aiJobLimits.promptVersion),
    attributes: otherAttributes(attributes, origin),
  };
};
