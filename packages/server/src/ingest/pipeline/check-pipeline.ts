import {
  ingestLimits,
  PipelineRunRecord,
  pipelineLimits,
  RunStatus,
  SkipReason,
  StageExecutionRecord,
} from '@taffrail/contract';
import type { NewPipelineRun, NewStageExecution } from '../../pipelines/pipelines.ts';
import { isUuid, toProductId } from '../../platform/ids.ts';
import { scrubText, toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import { readCreatedAt, type CheckContext } from '../record/check-activity.ts';
import {
  optionalId,
  optionalText,
  requiredId,
  requiredInteger,
  requiredNumber,
  requiredText,
  type JsonObject,
} from '../record/fields.ts';
import { readMetadata } from '../record/metadata.ts';
import type { ProductId } from '../record/product-id.ts';
import { Rejection, reject } from '../record/rejection.ts';

/**
 * Who was named with it. A batch may tell of an id as often as its state changes: that is looked at
 * where it is written, and sending again changes nothing.
 */
interface Named {
  readonly organization: ProductId | null;
  readonly user: ProductId | null;
}
export type PipelineRunRow = NewPipelineRun & Named;
export type StageExecutionRow = NewStageExecution & Named;

export const pipelineRunFields: ReadonlySet<string> = new Set(Object.keys(PipelineRunRecord.shape));
export const stageExecutionFields: ReadonlySet<string> = new Set(
  Object.keys(StageExecutionRecord.shape),
);

const acceptMs = ingestLimits.acceptDays * 86_400_000;
const attempts = { least: 1, most: pipelineLimits.attempts };
const positions = { least: 0, most: pipelineLimits.stages };
const durations = { least: 0, most: pipelineLimits.durationMs };
export const accuracies = { least: 0, most: 1 };

const statuses: ReadonlySet<unknown> = new Set(RunStatus.options);
const isStatus = (value: unknown): value is RunStatus => statuses.has(value);
const reasons: ReadonlySet<unknown> = new Set(SkipReason.options);
const isReason = (value: unknown): value is SkipReason => reasons.has(value);

const isAbsent = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

const readStatus = (value: unknown): RunStatus =>
  isStatus(value) ? value : reject(`status must be ${RunStatus.options.join(', ')}`);

const readReason = (value: unknown): SkipReason | null => {
  if (isAbsent(value)) return null;
  return isReason(value) ? value : reject(`reason must be ${SkipReason.options.join(', ')}`);
};

export const readName = (value: unknown, name: string): string =>
  requiredText(value, name, pipelineLimits.name);

const readErrorMessage = (value: unknown): string | null => {
  const text = optionalText(value, 'errorMessage', pipelineLimits.errorMessage);
  return text === null ? null : scrubText(text);
};

const readAttributes = (value: unknown): string => {
  const json = readMetadata(value, 'attributes');
  return json === '{}' ? json : toScrubbedJson(value);
};

/** When it began, no longer ago than is taken. */
export const readBegin = (record: JsonObject, id: string, receivedAtMs: number): number => {
  const createdAt = readCreatedAt(record, id, receivedAtMs);
  if (createdAt < receivedAtMs - acceptMs)
    throw new Rejection('too_old', `createdAt is more than ${ingestLimits.acceptDays} days ago`);
  return createdAt;
};

export const readRunId = (value: unknown, name: string): string =>
  toProductId('pipeline_run', requiredId(value, name));

/** What runs and executions of stages have in common. */
const readTold = (record: JsonObject, context: CheckContext) => {
  const { durationMs, attempt, errorType } = record;
  const organizationId = optionalId(record['organizationId'], 'organizationId');
  const userId = optionalId(record['userId'], 'userId');
  return {
    receivedAt: context.receivedAtMs,
    status: readStatus(record['status']),
    attempt: isAbsent(attempt) ? 1 : requiredInteger(attempt, 'attempt', attempts),
    durationMs: isAbsent(durationMs) ? null : requiredNumber(durationMs, 'durationMs', durations),
    // An empty one says no more than none.
    errorType: optionalText(errorType, 'errorType', pipelineLimits.errorType) || null,
    errorMessage: readErrorMessage(record['errorMessage']),
    organization: organizationId === null ? null : context.readOrganizationId(organizationId),
    user: userId === null ? null : context.readUserId(userId),
    sessionId: optionalText(record['sessionId'], 'sessionId', 200),
    traceId: optionalText(record['traceId'], 'traceId', 64),
    attributes: readAttributes(record['attributes']),
  };
};

/** @throws {Rejection} */
export const checkPipelineRun = (record: JsonObject, context: CheckContext): PipelineRunRow => {
  const givenId = requiredId(record['id'], 'id');
  const id = toProductId('pipeline_run', givenId);
  const { maxAttempts } = record;
  const createdAt = readBegin(record, id, context.receivedAtMs);
  return {
    kind: 'pipeline_run',
    id,
    externalId: isUuid(givenId) ? null : givenId,
    pipeline: context.limitPipeline(readName(record['pipeline'], 'pipeline'), createdAt),
    createdAt,
    maxAttempts: isAbsent(maxAttempts)
      ? null
      : requiredInteger(maxAttempts, 'maxAttempts', attempts),
    ...readTold(record, context),
  };
};

/** @throws {Rejection} */
export const checkStageExecution = (
  record: JsonObject,
  context: CheckContext,
): StageExecutionRow => {
  const givenId = requiredId(record['id'], 'id');
  const runId = readRunId(record['runId'], 'runId');
  const { position, accuracy } = record;
  const reason = readReason(record['reason']);
  const told = readTold(record, context);
  // Many will number the stages of each run from 1: such an id is one of its run.
  const id = isUuid(givenId)
    ? givenId.toLowerCase()
    : toProductId('stage_execution', `${runId}:${givenId}`);
  const createdAt = readBegin(record, id, context.receivedAtMs);
  return {
    kind: 'stage_execution',
    id,
    runId,
    pipeline: context.limitPipeline(readName(record['pipeline'], 'pipeline'), createdAt),
    stage: context.limitStage(readName(record['stage'], 'stage'), createdAt),
    createdAt,
    position: isAbsent(position) ? null : requiredInteger(position, 'position', positions),
    reason: told.status === 'skipped' ? reason : null,
    accuracy: isAbsent(accuracy) ? null : requiredNumber(accuracy, 'accuracy', accuracies),
    ...told,
  };
};
