import { ProviderGroup, ProviderRange } from '@taffrail/contract';
import { z } from 'zod';
import { FilterParam } from '../../lib/url/search-params.ts';
import { isProviderFilter } from './filters.ts';

export const defaultRange = '7d';
export const defaultGroup = 'provider';

export const ProvidersSearch = z.object({
  range: ProviderRange.optional(),
  f: z.array(FilterParam.refine(isProviderFilter)).max(4).optional(),
  group: ProviderGroup.optional(),
  /** The row that is open. */
  peek: z.string().max(600).optional(),
  /** What if all of it had gone there: `anthropic/claude-sonnet-4`. */
  to: z
    .string()
    .max(300)
    .regex(/^[^/]+\/.+/)
    .optional(),
});
export type ProvidersSearch = z.infer<typeof ProvidersSearch>;
