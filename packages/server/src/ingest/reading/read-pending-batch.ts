import { pipelineLimits, type ProductConfig } from '@taffrail/contract';
import type { NewDeploy } from '../../deploys/deploys.ts';
import type { Clock } from '../../platform/clock.ts';
import type { NewPipelineRow } from '../../pipelines/pipelines.ts';
import type { PriceBook } from '../../prices/prices.ts';
import type { NewSpan } from '../../spans/spans.ts';
import { createLimitEndpoint } from '../api-request/endpoint-limit.ts';
import { RequestCounts } from '../api-request/request-counts.ts';
import { RequestEncoder } from '../api-request/request-encoder.ts';
import type { AiJobRow } from '../ai-job/check-ai-job.ts';
import type { PendingBatch, RequestSpan } from '../pending-batch.ts';
import type { LogRow } from '../log/check-log.ts';
import type { CheckContext } from '../record/check-activity.ts';
import type { CheckedRow } from '../record/check-record.ts';
import { createReadAction } from '../record/action.ts';
import { createReadProductId } from '../record/product-id.ts';
import type { SubscriptionRow } from '../record/check-subscription.ts';
import type { RecordSource } from './record-source.ts';
import { CopyEncoder } from '../write/copy-encoder.ts';
import { CustomerChanges } from '../write/customer-changes.ts';
import { RollupCounts } from '../write/rollup-counts.ts';

/** Who sent a batch, and what it is read with. */
export interface Sending {
  readonly keyId: string;
  readonly idempotencyKey: string | undefined;
  readonly prices: PriceBook;
}

export type ReadPendingBatch = (source: RecordSource, sending: Sending) => PendingBatch;

/** The rows of one kind, when the records are read again. */
const collectRows = <Kind extends CheckedRow['kind']>(
  source: RecordSource,
  context: CheckContext,
  kind: Kind,
): Extract<CheckedRow, { kind: Kind }>[] => {
  const rows: Extract<CheckedRow, { kind: Kind }>[] = [];
  const isOfKind = (row: CheckedRow): row is Extract<CheckedRow, { kind: Kind }> =>
    row.kind === kind;
  source.read(context, (row) => {
    if (isOfKind(row)) rows.push(row);
  });
  return rows;
};

/** What records are checked with, whatever batch they are of: it remembers what it has read. */
const createKnown = (
  clock: Clock,
  product: ProductConfig,
): Omit<CheckContext, 'receivedAtMs' | 'prices'> => ({
  clock,
  readAction: createReadAction(product),
  readOrganizationId: createReadProductId('organization'),
  readUserId: createReadProductId('user'),
  limitEndpoint: createLimitEndpoint(),
  limitPipeline: createLimitEndpoint(pipelineLimits.pipelinesADay),
  limitStage: createLimitEndpoint(pipelineLimits.stagesADay),
});

/** Checks records and prepares all that its transaction needs. */
export const createBatchReader = (clock: Clock, product: ProductConfig): ReadPendingBatch => {
  const known = createKnown(clock, product);

  return (source, { keyId, idempotencyKey, prices }) => {
    const receivedAtMs = clock.now().getTime();
    const context: CheckContext = { ...known, receivedAtMs, prices };
    const encoder = new CopyEncoder(receivedAtMs, source.encodedBytes);
    const requestEncoder = new RequestEncoder(source.encodedBytes);
    const requestSpans: RequestSpan[] = [];
    const requestCounts = new RequestCounts();
    const counts = new RollupCounts();
    const customers = new CustomerChanges();
    const subscriptions: SubscriptionRow[] = [];
    const deploys: NewDeploy[] = [];
    const logs: LogRow[] = [];
    const aiJobs: AiJobRow[] = [];
    const pipelineRows: NewPipelineRow[] = [];
    const spans: NewSpan[] = [];
    let rowCount = 0;
    let requestCount = 0;

    const take = (row: CheckedRow): void => {
      if (row.kind === 'organization') return customers.addOrganization(row);
      if (row.kind === 'user') return customers.addUser(row);
      if (row.kind === 'membership') return customers.addMembership(row);
      if (row.kind === 'deploy') {
        deploys.push(row);
        return;
      }
      customers.addNamed(row, receivedAtMs);
      if (row.kind === 'subscription') {
        subscriptions.push(row);
        return;
      }
      if (row.kind === 'log') {
        logs.push(row);
        return;
      }
      if (row.kind === 'ai_job') {
        aiJobs.push(row);
        return;
      }
      if (row.kind === 'pipeline_run' || row.kind === 'stage_execution' || row.kind === 'score') {
        pipelineRows.push(row);
        return;
      }
      if (row.kind === 'span') {
        spans.push(row.span);
        return;
      }
      if (row.kind === 'api_request') {
        const { traceId, spanId, createdAt } = row;
        if (traceId !== null && spanId !== null) requestSpans.push({ traceId, spanId, createdAt });
        requestEncoder.add(row);
        requestCounts.add(row);
        requestCount += 1;
        return;
      }
      encoder.add(row);
      counts.add(row);
      rowCount += 1;
    };

    const report = source.read(context, take);
    return {
      keyId,
      idempotencyKey,
      bodyHash: source.hash,
      receivedAtMs,
      answer: report.toAnswer(idempotencyKey !== undefined),
      rowCount,
      encoded: encoder.finish(),
      counts,
      customers,
      requests: {
        rowCount: requestCount,
        encoded: requestEncoder.finish(),
        counts: requestCounts,
        spans: requestSpans,
      },
      subscriptions,
      deploys,
      logs,
      aiJobs,
      pipelineRows,
      spans,
      readRows: () => collectRows(source, context, 'activity'),
      readRequests: () => collectRows(source, context, 'api_request'),
    };
  };
};
