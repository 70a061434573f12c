import { traceLimits, type TraceLayer } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import { incidentRows } from './rows/incidents.store.ts';
import type { RowsOf, TraceAsked } from './rows/rows-of.sql.ts';
import { telemetryRows } from './rows/telemetry.store.ts';

/** Something of a trace, of whichever table. Times are microseconds since 1970. */
export interface TraceRow {
  readonly id: string;
  /** A span that it is, or is a part of; a run that a stage is a part of. */
  readonly span_id: string | null;
  readonly parent_id: string | null;
  readonly name: string;
  readonly place: string | null;
  readonly kind: string | null;
  readonly start_us: number;
  readonly duration_us: number | null;
  readonly status: string;
  readonly note: string | null;
  readonly organization_id: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
  /** Of AI jobs; the cost is null when it is not known. */
  readonly tokens?: number;
  readonly cost_usd?: string | null;
}

const sources: Readonly<Record<TraceLayer, RowsOf>> = { ...telemetryRows, ...incidentRows };

/** A trace of more rows than this is not sorted to find its earliest. */
const mostSorted = 20_000;

/** The earliest rows of a layer of a trace that are still kept, and one more than its limit where there are more. */
export const listTraceRows = async (
  trx: Transaction,
  layer: TraceLayer,
  asked: TraceAsked,
): Promise<TraceRow[]> => {
  const { rows } = await sql<TraceRow>`
    select * from (${sources[layer](asked)} limit ${mostSorted}) as found
    order by start_us, duration_us desc nulls last, id limit ${traceLimits[layer] + 1}`.execute(
    trx,
  );
  return rows;
};

export interface NamedRow {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string | null;
}

/** What are they called? Primary keys. */
export const findNames = async (
  trx: Transaction,
  table: 'organizations' | 'users',
  ids: readonly string[],
): Promise<NamedRow[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<NamedRow>`
    select id, external_id, name from ${sql.table(table)} where id = any(${ids}::uuid[])`.execute(
    trx,
  );
  return rows;
};

export interface SpanRow {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string | null;
  readonly name: string;
  readonly kind: string;
  readonly service: string;
  readonly scope: string | null;
  readonly created_at: Date;
  readonly duration_us: number;
  readonly status: 'unset' | 'ok' | 'error';
  readonly status_message: string | null;
  readonly organization_id: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly attributes: Record<string, unknown>;
  readonly resource: Record<string, unknown> | null;
  readonly events: readonly { name: string; at: string; attributes?: Record<string, unknown> }[];
  readonly links: readonly {
    traceId: string;
    spanId: string;
    attributes?: Record<string, unknown>;
  }[];
  readonly dropped: number;
}

/** One span; sent with two times, the earlier. The primary key of spans. */
export const findSpanRow = async (
  trx: Transaction,
  {
    traceId,
    spanId,
    since,
  }: {
    readonly traceId: string;
    readonly spanId: string;
    readonly since: Date;
  },
): Promise<SpanRow | undefined> => {
  const { rows } = await sql<SpanRow>`
    select s.*, r.attributes as resource
    from spans s left join span_resources r on r.id = s.resource_id
    where s.trace_id = ${traceId} and s.span_id = ${spanId} and s.created_at >= ${since}
    order by s.created_at limit 1`.execute(trx);
  return rows[0];
};
