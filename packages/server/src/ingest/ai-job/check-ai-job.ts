import { aiJobLimits, AiJobRecord, AiJobStatus, ingestLimits } from '@taffrail/contract';
import type { NewAiJob } from '../../ai-jobs/ai-jobs.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import { readCreatedAt, readId, type CheckContext } from '../record/check-activity.ts';
import {
  optionalId,
  optionalText,
  requiredNumber,
  requiredText,
  type JsonObject,
} from '../record/fields.ts';
import { readMetadata } from '../record/metadata.ts';
import type { ProductId } from '../record/product-id.ts';
import { Rejection, reject } from '../record/rejection.ts';
import { readCost } from './read-cost.ts';
import { readTokens } from './read-tokens.ts';

/** A call of a model, with its cost, ready to be written. */
export interface AiJobRow extends NewAiJob {
  readonly kind: 'ai_job';
  readonly organization: ProductId | null;
  readonly user: ProductId | null;
  /** Sent again without its idempotency key, this record would be counted again. */
  readonly isRepeatable: boolean;
}

export const aiJobFields: ReadonlySet<string> = new Set(Object.keys(AiJobRecord.shape));

const acceptMs = ingestLimits.acceptAiJobDays * 86_400_000;
const latencies = { least: 0, most: aiJobLimits.latencyMs };
const accuracies = { least: 0, most: 1 };
const statuses: ReadonlySet<unknown> = new Set(AiJobStatus.options);
const isStatus = (value: unknown): value is AiJobStatus => statuses.has(value);

const readStatus = (value: unknown): AiJobStatus =>
  isStatus(value) ? value : reject(`status must be ${AiJobStatus.options.join(' or ')}`);

const isAbsent = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

/** Required where it is given: an empty name says nothing. */
const optionalName = (value: unknown, name: string, maxLength: number): string | null =>
  isAbsent(value) ? null : requiredText(value, name, maxLength);

const toMicroseconds = (ms: number): number => Math.round(ms * 1_000) / 1_000;

const readLatency = (value: unknown, name: string): number =>
  toMicroseconds(requiredNumber(value, name, latencies));

/** Empty is how a trace is told that there is not. */
const readSpanPart = (record: JsonObject, name: 'traceId' | 'spanId'): string | null =>
  optionalText(record[name], name, 64) || null;

const readAttributes = (value: unknown): string => {
  const json = readMetadata(value, 'attributes');
  return json === '{}' ? json : toScrubbedJson(value);
};

const readCall = (record: JsonObject) => ({
  provider: requiredText(record['provider'], 'provider', aiJobLimits.provider),
  model: requiredText(record['model'], 'model', aiJobLimits.model),
  operation: optionalName(record['operation'], 'operation', aiJobLimits.operation) ?? 'chat',
  route: optionalName(record['route'], 'route', aiJobLimits.route) ?? '',
  status: readStatus(record['status']),
  errorType: optionalText(record['errorType'], 'errorType', aiJobLimits.errorType),
  promptVersion: optionalText(record['promptVersion'], 'promptVersion', aiJobLimits.promptVersion),
  ...readTokens(record),
});

const readMeasures = ({ latencyMs, timeToFirstTokenMs, accuracy }: JsonObject) => ({
  latencyMs: readLatency(latencyMs, 'latencyMs'),
  timeToFirstTokenMs: isAbsent(timeToFirstTokenMs)
    ? null
    : readLatency(timeToFirstTokenMs, 'timeToFirstTokenMs'),
  accuracy: isAbsent(accuracy) ? null : requiredNumber(accuracy, 'accuracy', accuracies),
});

/** @throws {Rejection} */
export const checkAiJob = (record: JsonObject, context: CheckContext): AiJobRow => {
  const { receivedAtMs } = context;
  const organizationId = optionalId(record['organizationId'], 'organizationId');
  const userId = optionalId(record['userId'], 'userId');
  const givenId = readId(record['id']);
  const id = givenId ?? uuidV7(context.clock);
  const createdAt = readCreatedAt(record, id, receivedAtMs);
  if (createdAt < receivedAtMs - acceptMs)
    throw new Rejection(
      'too_old',
      `createdAt is more than ${ingestLimits.acceptAiJobDays} days ago`,
    );
  const traceId = readSpanPart(record, 'traceId');
  const spanId = readSpanPart(record, 'spanId');
  const call = readCall(record);
  return {
    kind: 'ai_job',
    id,
    createdAt,
    receivedAt: receivedAtMs,
    organization: organizationId === null ? null : context.readOrganizationId(organizationId),
    user: userId === null ? null : context.readUserId(userId),
    sessionId: optionalText(record['sessionId'], 'sessionId', 200),
    traceId,
    spanId,
    ...call,
    ...readMeasures(record),
    ...readCost(record['costUsd'], { ...call, createdAtMs: createdAt }, context.prices),
    attributes: readAttributes(record['attributes']),
    isRepeatable:
      (traceId === null || spanId === null) &&
      (givenId === undefined || (record['createdAt'] === undefined && id.charAt(14) !== '7')),
  };
};
