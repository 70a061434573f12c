import {
  apiRequestFields,
  checkApiRequest,
  type ApiRequestRow,
} from '../api-request/check-api-request.ts';
import { aiJobFields, checkAiJob, type AiJobRow } from '../ai-job/check-ai-job.ts';
import { checkLog, logFields, type LogRow } from '../log/check-log.ts';
import {
  checkPipelineRun,
  checkStageExecution,
  pipelineRunFields,
  stageExecutionFields,
  type PipelineRunRow,
  type StageExecutionRow,
} from '../pipeline/check-pipeline.ts';
import { checkScore, scoreFields, type ScoreRow } from '../pipeline/check-score.ts';
import {
  activityFields,
  checkActivity,
  type ActivityRow,
  type CheckContext,
} from './check-activity.ts';
import {
  checkMembership,
  checkOrganization,
  checkUser,
  membershipFields,
  organizationFields,
  userFields,
  type MembershipRow,
  type OrganizationRow,
  type UserRow,
} from './check-customer.ts';
import { checkDeploy, deployFields, type DeployRow } from './check-deploy.ts';
import {
  checkSubscription,
  subscriptionFields,
  type SubscriptionRow,
} from './check-subscription.ts';
import type { SpanRow } from '../span/span-row.ts';
import type { JsonObject } from './fields.ts';
import { Rejection, reject } from './rejection.ts';
import { requireStorable } from './storable.ts';

export type CheckedRow =
  | ActivityRow
  | ApiRequestRow
  | LogRow
  | AiJobRow
  | PipelineRunRow
  | StageExecutionRow
  | ScoreRow
  | SpanRow
  | OrganizationRow
  | UserRow
  | MembershipRow
  | SubscriptionRow
  | DeployRow;

interface Kind {
  readonly fields: ReadonlySet<string>;
  readonly check: (record: JsonObject, context: CheckContext) => CheckedRow;
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['activity', { fields: activityFields, check: checkActivity }],
  ['api_request', { fields: apiRequestFields, check: checkApiRequest }],
  ['log', { fields: logFields, check: checkLog }],
  ['ai_job', { fields: aiJobFields, check: checkAiJob }],
  ['pipeline_run', { fields: pipelineRunFields, check: checkPipelineRun }],
  ['stage_execution', { fields: stageExecutionFields, check: checkStageExecution }],
  ['score', { fields: scoreFields, check: checkScore }],
  ['organization', { fields: organizationFields, check: checkOrganization }],
  ['user', { fields: userFields, check: checkUser }],
  ['membership', { fields: membershipFields, check: checkMembership }],
  ['subscription', { fields: subscriptionFields, check: checkSubscription }],
  ['deploy', { fields: deployFields, check: checkDeploy }],
]);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = ({ kind }: JsonObject): Kind | undefined =>
  typeof kind === 'string' ? kinds.get(kind) : undefined;

const requireKind = (record: JsonObject): Kind => {
  const kind = kindOf(record);
  if (kind) return kind;
  if (typeof record['kind'] !== 'string') return reject('kind must be text');
  // A sender that is newer than this console goes on sending what it knows.
  throw new Rejection('unknown_kind', 'this kind of record is not known here');
};

/**
 * What the contract's schemas say of a record, by hand; the agreement test holds both together.
 *
 * @param mayEscape whether the line has `\u` in it
 * @throws {Rejection}
 */
export const checkRecord = (
  record: unknown,
  mayEscape: boolean,
  context: CheckContext,
): CheckedRow => {
  if (!isObject(record)) return reject('a record must be a JSON object');
  const kind = requireKind(record);
  if (mayEscape) requireStorable(record, kind.fields);
  return kind.check(record, context);
};

/** Names that the record's kind does not have: they are ignored, and the sender is told. */
export const findUnknownFields = (record: unknown): string[] => {
  if (!isObject(record)) return [];
  const kind = kindOf(record);
  return kind ? Object.keys(record).filter((name) => !kind.fields.has(name)) : [];
};
