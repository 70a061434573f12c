import type { UsagePriceChange } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';

const shown = 100;

/**
 * Which models that were used got another price? All of model_prices, which has a few thousand rows
 * at most, and for the changed ones the day that they changed on in usage_totals_daily.
 */
export const listPriceChanges = async (
  trx: Transaction,
  { first, last }: Period,
  timeZone: string,
): Promise<UsagePriceChange[]> => {
  const { rows } = await sql<UsagePriceChange>`
    select (p.effective_from at time zone ${timeZone})::date as day, p.provider,
      p.model_pattern as model
    from model_prices p
    where p.replaced_at is null
      and p.effective_from >= ${first}::date::timestamp at time zone ${timeZone}
      and p.effective_from < (${last}::date + 1)::timestamp at time zone ${timeZone}
      and exists (
        select from model_prices before
        where before.provider = p.provider and before.model_pattern = p.model_pattern
          and before.replaced_at is null and before.effective_from < p.effective_from
      )
      and exists (
        select from usage_totals_daily u
        where u.day >= ${first}::date and u.day <= ${last}::date
          and lower(u.model) like replace(replace(p.model_pattern, '_', '\\_'), '*', '%')
      )
    order by day, provider, model limit ${shown}`.execute(trx);
  return rows;
};
