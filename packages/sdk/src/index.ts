export { createTaffrail } from './create-taffrail.ts';
export { actionsByCategory, knownActions } from './actions.ts';
export type { Action, ActionCategory, KnownAction } from './actions.ts';
export type { Activity } from './capture/activity.ts';
export type { Log } from './capture/log.ts';
export { readRequest } from './capture/request-context.ts';
export type { RequestContext, RequestLike } from './capture/request-context.ts';
export type { Session } from './capture/session.ts';
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
