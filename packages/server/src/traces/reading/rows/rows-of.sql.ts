import { sql, type RawBuilder, type SqlBool } from 'kysely';

export interface TraceAsked {
  readonly traceId: string;
  /** What is older is not kept. */
  readonly since: Date;
  /** The runs of pipelines that have this trace, by their start. */
  readonly runs: readonly { readonly id: string; readonly createdAt: Date }[];
}

/** The rows of a layer that belong to a trace, as `TraceRow`. */
export type RowsOf = (asked: TraceAsked) => RawBuilder<unknown>;

export const ofTrace = ({ traceId, since }: Omit<TraceAsked, 'runs'>): RawBuilder<SqlBool> =>
  sql`trace_id = ${traceId} and created_at >= ${since}`;

export const microseconds = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(extract(epoch from ${moment}) * 1000000)::bigint`;

export const fromMs = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`round(${column} * 1000)::bigint`;
