import {
  BatchReport,
  checkRecord,
  Rejection,
  type CheckContext,
  type CheckedRow,
  type JsonObject,
  type RecordSource,
} from '../../ingest/ingest.ts';
import type { NewSpan } from '../../spans/spans.ts';
import type { OtlpSpan, Origin, TakeSpan } from '../decode/otlp-data.ts';
import { toAiJob } from '../map/generation/to-ai-job.ts';
import { requireIds } from '../map/ids.ts';
import { readOwner, type Owner, type OwnerNames } from '../map/owner.ts';
import { readSpanTimes, type SpanTimes } from '../map/span-times.ts';
import { toPipelineRecord } from '../map/to-pipeline-record.ts';
import { toRequest } from '../map/to-request.ts';
import { toSpan } from '../map/to-span.ts';
import { SpanTree } from './innermost.ts';
import { requestDefaults, type ReadingOptions } from './otlp-source.ts';
import { Rejections } from './rejections.ts';

type Take = (row: CheckedRow) => void;

interface Generation {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly record: JsonObject;
}

const toRow = (
  span: ReturnType<typeof toSpan>,
  { organizationId, userId, sessionId }: Owner,
  context: CheckContext,
): Extract<CheckedRow, { kind: 'span' }> => {
  const organization =
    organizationId === undefined ? null : context.readOrganizationId(organizationId);
  const user = userId === undefined ? null : context.readUserId(userId);
  const stored: NewSpan = {
    ...span,
    organization,
    user,
    sessionId: sessionId ?? null,
    receivedAt: context.receivedAtMs,
  };
  return {
    kind: 'span',
    span: stored,
    organization,
    user,
    createdAt: Math.floor(span.startedAtUs / 1_000),
  };
};

/** One reading of a request's spans: each is stored, and becomes what else it tells of. */
class TraceReading {
  readonly report = new BatchReport();
  readonly rejections = new Rejections();
  readonly #tree = new SpanTree();
  readonly #generations: Generation[] = [];
  readonly #context: CheckContext;
  readonly #take: Take;
  readonly #names: OwnerNames;

  constructor(context: CheckContext, take: Take, names: OwnerNames) {
    this.#context = context;
    this.#take = take;
    this.#names = names;
  }

  add(span: OtlpSpan, origin: Origin): void {
    try {
      requireIds(span);
      const times = readSpanTimes(span, this.#context.receivedAtMs);
      this.#addValid(span, origin, times);
      this.report.accept();
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.rejections.add(error);
    }
  }

  /** What is not the innermost call is left out. */
  finish(): void {
    for (const { record } of this.#tree.innermost(this.#generations)) this.#takeRecord(record);
  }

  #addValid(span: OtlpSpan, origin: Origin, times: SpanTimes): void {
    const owner = readOwner(this.#names, span.attributes, origin.resource);
    const stored = toSpan(span, origin, times);
    if (!this.#tree.add(stored)) return;
    this.#take(toRow(stored, owner, this.#context));
    this.#takeRecord(toRequest(span, times, owner));
    this.#takeRecord(toPipelineRecord(span, origin, times, owner));
    const record = toAiJob(span, origin, times, owner);
    if (record) {
      const { traceId, spanId, parentSpanId } = stored;
      this.#generations.push({ traceId, spanId, parentSpanId, record });
    }
  }

  /** The span itself is stored, whatever becomes of this. */
  #takeRecord(record: JsonObject | undefined): void {
    if (!record) return;
    try {
      this.#take(checkRecord(record, false, this.#context));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.rejections.warn(String(record['kind']), error);
    }
  }
}

/** @param decode gives the spans of the body, each time that it is called */
export const readTraces = (
  body: Buffer,
  decode: (body: Buffer, take: TakeSpan) => void,
  { names, note }: ReadingOptions,
): RecordSource => ({
  ...requestDefaults(body),
  read: (context, take) => {
    const reading = new TraceReading(context, take, names);
    decode(body, (span, origin) => reading.add(span, origin));
    reading.finish();
    note(reading.rejections);
    return reading.report;
  },
});
