import { pipelineLimits, type RunStatus } from '@taffrail/contract';
import type { JsonObject } from '../../ingest/ingest.ts';
import type { OtlpSpan, Origin } from '../decode/otlp-data.ts';
import { storableText } from '../decode/storable-text.ts';
import { findText } from './attributes.ts';
import type { Owner } from './owner.ts';
import { toTimestamp, type SpanTimes } from './span-times.ts';

/** OpenTelemetry's conventions for CI/CD, of spans and of the resources that they are of. */
const names = {
  pipeline: ['cicd.pipeline.name'],
  run: ['cicd.pipeline.run.id'],
  result: ['cicd.pipeline.result', 'cicd.pipeline.run.result'],
  task: ['cicd.pipeline.task.name'],
  taskRun: ['cicd.pipeline.task.run.id'],
  taskResult: ['cicd.pipeline.task.run.result'],
  error: ['error.type'],
};

/** The values of both results. */
const statuses: ReadonlyMap<string, RunStatus> = new Map([
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['timeout', 'failed'],
  ['cancellation', 'skipped'],
  ['skip', 'skipped'],
]);

/** Of the enum `StatusCode`. */
const error = 2;
const longestId = 200;

const readResult = (span: OtlpSpan, resultNames: readonly string[]) => {
  const result = findText(span.attributes, resultNames);
  const known = result === undefined ? undefined : statuses.get(result);
  const status = known ?? (span.statusCode === error ? 'failed' : 'succeeded');
  if (status !== 'failed') return { status };
  const errorType = findText(span.attributes, names.error) ?? result;
  return {
    status,
    errorType:
      errorType === undefined ? undefined : storableText(errorType, pipelineLimits.errorType),
    errorMessage:
      span.statusMessage === ''
        ? undefined
        : storableText(span.statusMessage, pipelineLimits.errorMessage),
  };
};

/** A span of a run of a pipeline, or of one of its tasks, as a record of it. */
export const toPipelineRecord = (
  span: OtlpSpan,
  { resource }: Origin,
  { startedAtUs, durationUs }: SpanTimes,
  { organizationId, userId, sessionId }: Owner,
): JsonObject | undefined => {
  const { attributes, traceId, spanId } = span;
  const find = (of: readonly string[]) => findText(attributes, of) ?? findText(resource, of);
  const pipeline = find(names.pipeline);
  const runId = find(names.run);
  if (pipeline === undefined || runId === undefined) return undefined;
  const task = findText(attributes, names.task);
  // What neither is a task nor names the run itself is a step of one, or what it does.
  if (task === undefined && findText(attributes, names.run) === undefined) return undefined;
  const told = {
    pipeline: storableText(pipeline, pipelineLimits.name),
    createdAt: toTimestamp(startedAtUs),
    durationMs: durationUs / 1_000,
    organizationId,
    userId,
    sessionId,
    traceId,
  };
  if (task === undefined)
    return {
      kind: 'pipeline_run',
      id: storableText(runId, longestId),
      ...told,
      ...readResult(span, names.result),
    };
  return {
    kind: 'stage_execution',
    id: storableText(findText(attributes, names.taskRun) ?? spanId, longestId),
    runId: storableText(runId, longestId),
    stage: storableText(task, pipelineLimits.name),
    ...told,
    ...readResult(span, names.taskResult),
  };
};
