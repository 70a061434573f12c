import type { PriceFilter, PriceState } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import { containing } from '../../platform/db/like.ts';
import type { PriceRow } from '../prices.store.ts';

export interface ListedPriceRow extends PriceRow {
  readonly state: PriceState;
}

/**
 * Which prices are there, by provider and pattern, and which of them hold? The book is small: some
 * thousands of rows at most, each of whose successors is found by model_prices_moment.
 */
export const listPriceRows = async (
  db: Database,
  filter: PriceFilter & { readonly id?: string },
  { now, limit, after }: { now: Date; limit: number; after?: string | undefined },
): Promise<ListedPriceRow[]> => {
  const { q, state, origin, id } = filter;
  const part = containing(q ?? '');
  const { rows } = await sql<ListedPriceRow>`
    select * from (
      select p.*, case
        when replaced_at is not null then 'superseded'
        when effective_from > ${now} then 'upcoming'
        when exists (
          select from model_prices n
          where n.provider = p.provider and n.model_pattern = p.model_pattern
            and n.replaced_at is null
            and n.effective_from > p.effective_from and n.effective_from <= ${now}
        ) then 'superseded'
        when effective_to <= ${now} then 'ended'
        else 'in_force'
      end as state
      from model_prices p
    ) as listed
    where (${q ?? null}::text is null or provider || ' ' || model_pattern ilike ${part})
      and (${origin ?? null}::text is null or origin = ${origin ?? null})
      and (${id ?? null}::uuid is null or id = ${id ?? null})
      and case when ${id ?? null}::uuid is not null then true
        when ${state ?? null}::text is null then state <> 'superseded'
        else state = ${state ?? null} end
      and (${after ?? null}::uuid is null or (provider, model_pattern, effective_from, id) > (
        select provider, model_pattern, effective_from, id from model_prices
        where id = ${after ?? null}
      ))
    order by provider, model_pattern, effective_from, id
    limit ${limit}`.execute(db);
  return rows;
};
