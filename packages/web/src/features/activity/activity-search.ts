import { z } from 'zod';
import { FilterParam, RangeParam, TextParam, TimeZoneParam } from '../../lib/search-params.ts';

export const ActivitySearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  q: TextParam.optional(),
  f: z.array(FilterParam).max(20).optional(),
});
