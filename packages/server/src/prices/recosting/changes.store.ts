import { sql } from 'kysely';
import type pg from 'pg';
import type { Transaction } from '../../platform/db/database.ts';
import type { RecostingRow } from './recostings.store.ts';

/** A job as it is priced. */
export interface CostedJobRow {
  readonly created_at: Date;
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly status: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cached_read_tokens: number;
  readonly cached_write_tokens: number;
  readonly reasoning_tokens: number;
  readonly cost_usd: string | null;
  readonly price_id: string | null;
}

type Looked = Pick<RecostingRow, 'from_at' | 'to_at' | 'provider' | 'model'>;

/** What was reported is not looked at: it is what the provider billed. */
const looked = ({ from_at: from, to_at: to, provider, model }: Looked) => sql`
  created_at >= ${from} and created_at < ${to} and cost_source <> 'reported'
  and (${provider}::text is null or provider = ${provider})
  and (${model}::text is null or model = ${model})`;

/** How many jobs are there to look at? The months of the range from end to end, once. */
export const countJobs = async (tx: Transaction, recosting: Looked): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ai_job_runs where ${looked(recosting)}`.execute(tx);
  return rows[0]?.count ?? 0;
};

/** The next jobs behind the position; the primary key, so that all of them are read once. */
export const readJobsBehind = async (
  tx: Transaction,
  recosting: RecostingRow,
  limit: number,
): Promise<CostedJobRow[]> => {
  const { position_at: at, position_id: id } = recosting;
  const { rows } = await sql<CostedJobRow>`
    select created_at, id, provider, model, status, input_tokens, output_tokens,
      cached_read_tokens, cached_write_tokens, reasoning_tokens, cost_usd, price_id
    from ai_job_runs
    where ${looked(recosting)}
      and (created_at, id) > (
        coalesce(${at}::timestamptz, '-infinity'),
        coalesce(${id}::uuid, '00000000-0000-0000-0000-000000000000')
      )
    order by created_at, id
    limit ${limit}`.execute(tx);
  return rows;
};

export interface NewChange {
  readonly createdAt: Date;
  readonly id: string;
  readonly fromCostUsd: string | null;
  readonly fromPriceId: string | null;
  readonly toCostUsd: string | null;
  readonly toPriceId: string | null;
}

export const insertChanges = async (
  tx: Transaction,
  recostingId: string,
  changes: readonly NewChange[],
): Promise<void> => {
  if (changes.length === 0) return;
  await sql`
    insert into recosting_changes (
      recosting_id, created_at, id, from_cost_usd, from_price_id, to_cost_usd, to_price_id
    )
    select ${recostingId}, "createdAt", id, "fromCostUsd", "fromPriceId", "toCostUsd", "toPriceId"
    from json_to_recordset(${JSON.stringify(changes)}) as c (
      "createdAt" timestamptz, id uuid, "fromCostUsd" numeric, "fromPriceId" text,
      "toCostUsd" numeric, "toPriceId" text
    )`.execute(tx);
};

export interface DifferenceRow {
  readonly month: string;
  readonly provider: string;
  readonly model: string;
  readonly jobs: number;
  readonly newly_priced: number;
  readonly no_longer_priced: number;
  readonly from_usd: string;
  readonly to_usd: string;
}

/** What would change, by month, provider and model? Each change once, its job by the primary key. */
export const sumDifferences = async (
  tx: Transaction,
  recostingId: string,
  timeZone: string,
): Promise<DifferenceRow[]> => {
  const { rows } = await sql<DifferenceRow>`
    select to_char(c.created_at at time zone ${timeZone}, 'YYYY-MM') as month, j.provider, j.model,
      count(*) as jobs,
      count(*) filter (where c.from_cost_usd is null) as newly_priced,
      count(*) filter (where c.to_cost_usd is null) as no_longer_priced,
      coalesce(sum(c.from_cost_usd), 0)::numeric(30, 8) as from_usd,
      coalesce(sum(c.to_cost_usd), 0)::numeric(30, 8) as to_usd
    from recosting_changes c
    join ai_job_runs j on j.created_at = c.created_at and j.id = c.id
    where c.recosting_id = ${recostingId}
    group by 1, 2, 3
    order by abs(coalesce(sum(c.to_cost_usd), 0) - coalesce(sum(c.from_cost_usd), 0)) desc, 1, 2, 3
  `.execute(tx);
  return rows;
};

export interface MovedRow {
  /** Changes that were looked at: fewer than asked for when none is left. */
  readonly looked: number;
  /** Jobs whose cost moved. */
  readonly moved: number;
  /** The last change of those, where there was any. */
  readonly at: Date | null;
  readonly id: string | null;
}

/**
 * Moves the next jobs behind the position from one of their two costs to the other, and the rollups
 * by the difference, in one statement. A job that has neither the cost nor the price that it should
 * have was changed by something else, and is left as it is.
 *
 * Index: the primary keys of both tables.
 */
export const moveCosts = async (
  tx: Transaction,
  recosting: Pick<RecostingRow, 'id' | 'position_at' | 'position_id'>,
  { back, limit, hoursFrom }: { back: boolean; limit: number; hoursFrom: Date },
): Promise<MovedRow> => {
  const had = sql.raw(back ? 'to' : 'from');
  const gets = sql.raw(back ? 'from' : 'to');
  const { rows } = await sql<MovedRow>`
    with batch as materialized (
      select created_at, id,
        ${had}_cost_usd as had_cost_usd, ${had}_price_id as had_price_id,
        ${gets}_cost_usd as gets_cost_usd, ${gets}_price_id as gets_price_id
      from recosting_changes
      where recosting_id = ${recosting.id}
        and (created_at, id) > (
          coalesce(${recosting.position_at}::timestamptz, '-infinity'),
          coalesce(${recosting.position_id}::uuid, '00000000-0000-0000-0000-000000000000')
        )
      order by created_at, id
      limit ${limit}
    ), moved as (
      update ai_job_runs j
      set cost_usd = b.gets_cost_usd, price_id = b.gets_price_id,
        cost_source = case when b.gets_cost_usd is null then 'unpriced' else 'priced' end
      from batch b
      where j.created_at = b.created_at and j.id = b.id and j.cost_source <> 'reported'
        and j.cost_usd is not distinct from b.had_cost_usd
        and j.price_id is not distinct from b.had_price_id
      returning j.created_at, j.organization_id, j.user_id, j.provider, j.model, j.route,
        j.error_type, j.status, j.input_tokens + j.output_tokens as tokens,
        coalesce(b.gets_cost_usd, 0) - coalesce(b.had_cost_usd, 0) as difference,
        (b.gets_cost_usd is null)::int - (b.had_cost_usd is null)::int as unpriced
    ), counted as (
      select count(*) as moved, array_agg(row(
        created_at, organization_id, user_id, provider, model, route, 0, 0, error_type, 0, 0, 0, 0,
        0, difference, unpriced, unpriced * tokens,
        case when status = 'failed' then difference else 0 end, null, null, 0, 0, 0, 0
      )::usage_change) as changes
      from moved
    ), rolled_up as materialized (
      select change_usage(changes, ${hoursFrom}) from counted where moved > 0
    ), last as (
      select created_at, id from batch order by created_at desc, id desc limit 1
    )
    select (select count(*) from batch) as looked, counted.moved, last.created_at as at, last.id,
      (select count(*) from rolled_up) as rolled_up
    from counted left join last on true`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('A count gave no row.');
  return row;
};

/** Of jobs that are gone: nothing can be given back to them. */
export const deleteChangesBefore = async (owner: pg.Pool, limit: Date): Promise<void> => {
  await owner.query('delete from recosting_changes where created_at < $1', [limit]);
};
