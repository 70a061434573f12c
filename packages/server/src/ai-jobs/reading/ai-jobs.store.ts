import { namedNone, type AiJobFilter } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import {
  orderOf,
  within,
  type Access,
  type Condition,
  type Stretch,
} from '../../platform/reading/access.sql.ts';
import type { Part } from '../../platform/reading/read-in-parts.ts';
import { readPart } from '../../platform/reading/read-part.store.ts';

/** As a list has it. Counts are small enough for numbers; money stays text. */
export interface AiJobRow {
  readonly created_at: Date;
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly operation: string;
  readonly route: string;
  readonly organization_id: string | null;
  readonly organization_external_id: string | null;
  readonly organization_name: string | null;
  readonly user_id: string | null;
  readonly user_external_id: string | null;
  readonly user_name: string | null;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cached_read_tokens: number;
  readonly cached_write_tokens: number;
  readonly reasoning_tokens: number;
  readonly cost_usd: string | null;
  readonly cost_source: string;
  readonly latency_ms: number;
  readonly time_to_first_token_ms: number | null;
  readonly status: string;
  readonly error_type: string | null;
  readonly accuracy: number | null;
  readonly trace_id: string | null;
}

export interface WholeAiJobRow extends AiJobRow {
  readonly received_at: Date;
  readonly session_id: string | null;
  readonly span_id: string | null;
  readonly prompt_version: string | null;
  readonly price_id: string | null;
  readonly attributes: Record<string, unknown>;
}

/** The rarest first: that one an index answers. */
export const accessTo = (filter: Omit<AiJobFilter, 'from' | 'to'>): Access => {
  const { traceId, userId, organizationId, errorType, status, costSource } = filter;
  const { model, route, provider, operation } = filter;
  const indexed: Condition[] = [];
  const rest: Condition[] = [];
  if (traceId !== undefined) indexed.push(sql`j.trace_id = ${traceId}`);
  // An index is in the order of the list for each value, but not for those without one.
  for (const [column, id] of [
    ['user_id', userId],
    ['organization_id', organizationId],
  ] as const)
    if (id === namedNone) rest.push(sql`j.${sql.ref(column)} is null`);
    else if (id !== undefined) indexed.push(sql`j.${sql.ref(column)} = ${id}::uuid`);
  if (errorType !== undefined)
    indexed.push(sql`(j.error_type = ${errorType} and j.status = 'failed')`);
  if (model !== undefined && costSource === 'unpriced')
    indexed.push(sql`(j.model = ${model} and j.cost_source = 'unpriced')`);
  else if (model !== undefined) indexed.push(sql`j.model = ${model}`);
  if (route !== undefined) indexed.push(sql`j.route = ${route === namedNone ? '' : route}`);
  if (provider !== undefined) indexed.push(sql`j.provider = ${provider}`);
  if (status !== undefined && !(status === 'failed' && errorType !== undefined))
    rest.push(sql`j.status = ${status}`);
  if (costSource !== undefined && !(costSource === 'unpriced' && model !== undefined))
    rest.push(sql`j.cost_source = ${costSource}`);
  if (operation !== undefined) rest.push(sql`j.operation = ${operation}`);
  const [by, ...others] = indexed;
  return { by, rest: [...others, ...rest] };
};

const listed = sql`
  f.created_at, f.id, f.provider, f.model, f.operation, f.route,
  f.input_tokens, f.output_tokens, f.cached_read_tokens, f.cached_write_tokens,
  f.reasoning_tokens,
  f.cost_usd, f.cost_source, f.latency_ms, f.time_to_first_token_ms,
  f.status, f.error_type, f.accuracy::float8 as accuracy, f.trace_id,
  f.organization_id, o.external_id as organization_external_id, o.name as organization_name,
  f.user_id, u.external_id as user_external_id, u.name as user_name`;

/** Whose jobs they are. */
const withCustomers = sql`
  left join organizations o on o.id = f.organization_id
  left join users u on u.id = f.user_id`;

/**
 * By the index of the condition `by` (ai_job_runs_trace, _user, _organization, _failed, _unpriced,
 * _model, _route or _provider), else the primary key; all in order.
 */
export const readJobPart = (
  db: Database | Transaction,
  access: Access,
  stretch: Stretch,
  size: { readonly look: number; readonly want: number },
): Promise<Part<AiJobRow>> =>
  readPart(
    db,
    {
      table: 'ai_job_runs',
      alias: 'j',
      access,
      within: within('j', stretch),
      order: orderOf('j', access),
      columns: listed,
      joins: withCustomers,
    },
    size,
  );

/** The job with an id. Index: ai_job_runs_id, in each month. */
export const getJobRow = async (db: Database, id: string): Promise<WholeAiJobRow> => {
  const { rows } = await sql<WholeAiJobRow>`
    select ${listed}, f.received_at, f.session_id, f.span_id, f.prompt_version, f.price_id,
      f.attributes
    from ai_job_runs f
    ${withCustomers}
    where f.id = ${id}::uuid
    order by f.created_at desc
    limit 1`.execute(db);
  return rows[0] ?? raise('not_found');
};
