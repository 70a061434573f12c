import { mostBeside, providerLimits, ProviderGroup, QuickProviderRange } from '@taffrail/contract';
import { z } from 'zod';
import { dayRangeParam, type DayRanges } from '../../lib/time/asked-days.ts';
import { FilterParam } from '../../lib/url/search-params.ts';
import { isProviderFilter } from './filters.ts';

export const providerRanges: DayRanges = {
  quick: QuickProviderRange.options,
  usual: '7d',
  mostDays: providerLimits.days,
};
export const defaultGroup = 'provider';

export const ProvidersSearch = z.object({
  range: dayRangeParam(providerRanges).optional(),
  f: z.array(FilterParam.refine(isProviderFilter)).max(4).optional(),
  group: ProviderGroup.optional(),
  /** The row that is open. */
  peek: z.string().max(600).optional(),
  /** Those that stand beside each other. */
  vs: z.array(z.string().min(1).max(600)).max(mostBeside).optional(),
  /** What if all of it had gone there: `anthropic/claude-sonnet-4`. */
  to: z
    .string()
    .max(300)
    .regex(/^[^/]+\/.+/)
    .optional(),
});
export type ProvidersSearch = z.infer<typeof ProvidersSearch>;

/** With one more beside the others, of too many without the first; or without it. */
export const toggleBeside = (
  chosen: readonly string[],
  id: string,
  most: number,
): string[] | undefined => {
  const next = chosen.includes(id)
    ? chosen.filter((other) => other !== id)
    : [...chosen, id].slice(-most);
  return next.length > 0 ? next : undefined;
};
