import type { SpanKind, SpanStatus } from '@taffrail/contract';
import type pg from 'pg';

/** What all spans of a process have in common. */
export interface SpanResource {
  /** Of what it says. */
  readonly id: string;
  /** JSON text. */
  readonly attributes: string;
}

/** A span, without its secrets, as it is stored. */
export interface NewSpan {
  /** 32 and 16 hexadecimal digits, in lower case. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  /** Empty when it was not told. */
  readonly service: string;
  readonly scope: string | null;
  /** Microseconds since 1970. */
  readonly startedAtUs: number;
  readonly durationUs: number;
  readonly status: SpanStatus;
  readonly statusMessage: string | null;
  readonly organization: { readonly id: string } | null;
  readonly user: { readonly id: string } | null;
  readonly sessionId: string | null;
  readonly resource: SpanResource;
  /** JSON texts. */
  readonly attributes: string;
  readonly events: string;
  readonly links: string;
  /** Attributes, events and links that were left out. */
  readonly dropped: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Rows that one statement takes: a document of some megabytes. */
const mostRows = 2_000;

/** RFC 3339 with microseconds. */
export const writeMicroseconds = (atUs: number): string => {
  const ms = Math.floor(atUs / 1_000);
  const rest = String(atUs - ms * 1_000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, -1)}${rest}Z`;
};

/** Passes over spans that are known. */
export const recordSpans = async (
  client: pg.ClientBase,
  spans: readonly NewSpan[],
): Promise<void> => {
  for (let start = 0; start < spans.length; start += mostRows) {
    const rows = spans.slice(start, start + mostRows);
    await client.query('select ingest_record_spans($1, $2)', [
      `[${rows.map(toJson).join(',')}]`,
      `[${toResources(rows).join(',')}]`,
    ]);
  }
};

/** Attributes, events and links are JSON text already. */
const toJson = ({ attributes, events, links, resource, ...span }: NewSpan): string => {
  const fields = JSON.stringify({
    created_at: writeMicroseconds(span.startedAtUs),
    received_at: new Date(span.receivedAt).toISOString(),
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    name: span.name,
    kind: span.kind,
    service: span.service,
    scope: span.scope,
    duration_us: span.durationUs,
    status: span.status,
    status_message: span.statusMessage,
    organization_id: span.organization?.id,
    user_id: span.user?.id,
    session_id: span.sessionId,
    resource_id: resource.id,
    dropped: span.dropped,
  });
  return `${fields.slice(0, -1)},"attributes":${attributes},"events":${events},"links":${links}}`;
};

const toResources = (rows: readonly NewSpan[]): string[] => {
  const resources = new Map<string, string>();
  for (const { resource, receivedAt } of rows)
    resources.set(
      resource.id,
      `{"id":"${resource.id}","attributes":${resource.attributes},"seen_at":"${new Date(receivedAt).toISOString()}"}`,
    );
  return [...resources.values()];
};
