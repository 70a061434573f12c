import { pipelineLimits, ScoreRecord } from '@taffrail/contract';
import type { NewScore } from '../../pipelines/pipelines.ts';
import { toProductId, uuidV7 } from '../../platform/ids.ts';
import type { CheckContext } from '../record/check-activity.ts';
import { optionalId, optionalText, requiredNumber, type JsonObject } from '../record/fields.ts';
import { accuracies, readBegin, readName, readRunId } from './check-pipeline.ts';

/** How right a stage was, ready to be written. */
export interface ScoreRow extends NewScore {
  /** Nobody is named with it. */
  readonly organization: null;
  readonly user: null;
}

export const scoreFields: ReadonlySet<string> = new Set(Object.keys(ScoreRecord.shape));

/** @throws {Rejection} */
export const checkScore = (record: JsonObject, context: CheckContext): ScoreRow => {
  const givenId = optionalId(record['id'], 'id');
  const id = givenId === null ? uuidV7(context.clock) : toProductId('score', givenId);
  return {
    kind: 'score',
    id,
    runId: readRunId(record['runId'], 'runId'),
    stage: readName(record['stage'], 'stage'),
    value: requiredNumber(record['value'], 'value', accuracies),
    name: optionalText(record['name'], 'name', pipelineLimits.name),
    createdAt: readBegin(record, id, context.receivedAtMs),
    organization: null,
    user: null,
  };
};
