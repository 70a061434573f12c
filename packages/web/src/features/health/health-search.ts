import { ProbedDatabase } from '@taffrail/contract';
import { z } from 'zod';
import { RangeParam, TimeZoneParam } from '../../lib/url/search-params.ts';
import { EndpointSort } from './endpoints/sort-endpoints.ts';

export const defaultRange = '7d';
export const defaultSort: EndpointSort = '-requests';

/** The parameters of the page: everything that it shows follows from them. */
export const HealthSearch = z.object({
  range: RangeParam.optional(),
  /** With the period before, unless it is off. */
  compare: z.enum(['off']).optional(),
  tz: TimeZoneParam.optional(),
  sort: EndpointSort.optional(),
  /** The endpoint that is open: its method, a space and its pattern. */
  peek: z
    .string()
    .max(330)
    .regex(/^[A-Z-]+ ./)
    .optional(),
  /** Every endpoint, not the first few. */
  endpoints: z.enum(['all']).optional(),
  /** Which database is drawn: the product's, where there is one. */
  database: ProbedDatabase.optional(),
});
export type HealthSearch = z.infer<typeof HealthSearch>;
