export { createTaffrail } from './create-taffrail.ts';
export { actionsByCategory, knownActions } from './capture/actions.ts';
export type { Action, ActionCategory, KnownAction } from './capture/actions.ts';
export type { AiAbout, AiCall, AiJob } from './ai/ai-call.ts';
export type { RunAiJob } from './ai/ai-job.ts';
export type { AiSdkMiddleware, MakeAiSdkMiddleware } from './ai/ai-sdk.ts';
export type { Guard, GuardAnswer, GuardOptions } from './ai/budgets/guard.ts';
export type { Budget } from './ai/budgets/read-budgets.ts';
export type { ClientAbout, RecordClient } from './ai/clients.ts';
export type { Usage } from './ai/usage.ts';
export type { Activity } from './capture/activity.ts';
export type { Log } from './capture/log.ts';
export { readRequest } from './capture/request-context.ts';
export type { RequestContext, RequestLike } from './capture/request-context.ts';
export type { Session } from './capture/session.ts';
export type {
  PipelineDefinition,
  PipelineRun,
  RunPipeline,
  SkipReason,
  Stage,
} from './pipelines/pipeline.ts';
export type { Score, ScoreOptions } from './pipelines/score.ts';
export type { Middleware } from './requests/middleware.ts';
export type { RequestOptions } from './requests/request-options.ts';
export type {
  OnError,
  RejectedRecord,
  TaffrailError,
  TaffrailErrorCode,
} from './report/error-report.ts';
export type { TaffrailOptions } from './options.ts';
export type {
  DeployFields,
  LedgerOutcome,
  LogActivity,
  LogOptions,
  MembershipFields,
  SubscriptionFields,
  SubscriptionPriceFields,
  OrganizationFields,
  Taffrail,
  TaffrailStats,
  UserFields,
} from './taffrail.ts';
