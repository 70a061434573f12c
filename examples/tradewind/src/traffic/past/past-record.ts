import type { SubscriptionFields } from '@taffrail/node';

/** A line of kind `activity`, as `POST /ingest/v1/batch` takes it. */
export interface PastActivity {
  readonly kind: 'activity';
  readonly id: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly action: string;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly traceId: string;
  readonly sessionId: string;
  readonly createdAt: string;
}

/** A line of kind `api_request`. */
export interface PastRequest {
  readonly kind: 'api_request';
  readonly id: string;
  /** The pattern of the route. */
  readonly endpoint: string;
  readonly method: string;
  readonly statusCode: number;
  readonly responseTimeMs: number;
  readonly organizationId: string;
  readonly userId: string;
  readonly traceId: string;
  /** How many requests it stands for. */
  readonly count: number;
  readonly createdAt: string;
}

/** A line of kind `subscription`: from `at` on it was so. */
export type PastSubscription = SubscriptionFields & {
  readonly kind: 'subscription';
  readonly at: Date;
};

/** A line of kind `log`. */
export interface PastLog {
  readonly kind: 'log';
  readonly id: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly source: string;
  readonly errorType: string | undefined;
  readonly stack: string | undefined;
  readonly context: Readonly<Record<string, unknown>> | undefined;
  readonly organizationId: string;
  readonly userId: string;
  readonly traceId: string;
  readonly sessionId: string;
  readonly createdAt: string;
}

/** A line of what models did, and the pipelines that they did it in. */
export interface PastWork {
  readonly kind: 'ai_job' | 'pipeline_run' | 'stage_execution' | 'score';
  readonly id: string;
  readonly createdAt: string;
  readonly [field: string]: unknown;
}

export type PastRecord = PastActivity | PastRequest | PastSubscription | PastLog | PastWork;
