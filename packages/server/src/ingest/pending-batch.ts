import type { BatchAnswer } from '@taffrail/contract';
import type { AiJobRow } from './ai-job/check-ai-job.ts';
import type { ApiRequestRow } from './api-request/check-api-request.ts';
import type { RequestCounts } from './api-request/request-counts.ts';
import type { LogRow } from './log/check-log.ts';
import type { NewDeploy } from '../deploys/deploys.ts';
import type { NewPipelineRow } from '../pipelines/pipelines.ts';
import type { NewSpan } from '../spans/spans.ts';
import type { ActivityRow } from './record/check-activity.ts';
import type { SubscriptionRow } from './record/check-subscription.ts';
import type { CustomerChanges } from './write/customer-changes.ts';
import type { RollupCounts } from './write/rollup-counts.ts';

/** A batch that has been checked and waits to be written. */
export interface PendingBatch {
  readonly keyId: string;
  /** Undefined: sent again, it is not recognised but for the ids of its records. */
  readonly idempotencyKey: string | undefined;
  /** Of the unpacked body, so that the same records packed differently are the same batch. */
  readonly bodyHash: Buffer;
  readonly receivedAtMs: number;
  readonly answer: BatchAnswer;
  /** Of activity. */
  readonly rowCount: number;
  /** Rows as binary COPY takes them. */
  readonly encoded: Buffer;
  readonly counts: RollupCounts;
  readonly customers: CustomerChanges;
  readonly requests: PendingRequests;
  readonly logs: readonly LogRow[];
  readonly aiJobs: readonly AiJobRow[];
  /** Runs, executions of stages and scores, as they came. */
  readonly pipelineRows: readonly NewPipelineRow[];
  readonly spans: readonly NewSpan[];
  readonly subscriptions: readonly SubscriptionRow[];
  readonly deploys: readonly NewDeploy[];
  /** Reads the records again, for the slow way in; rows are not kept as objects. */
  readonly readRows: () => ActivityRow[];
  readonly readRequests: () => ApiRequestRow[];
}

/** Those of the product, which a batch may hold beside activity. */
export interface PendingRequests {
  readonly rowCount: number;
  readonly encoded: Buffer;
  readonly counts: RequestCounts;
  /** Of those that name theirs, and so may be told of twice. */
  readonly spans: readonly RequestSpan[];
}

/** The span of a request. */
export interface RequestSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Of the request: milliseconds since 1970. */
  readonly createdAt: number;
}
