import { z } from 'zod';
import { dayRangeParam } from '../../../lib/time/asked-days.ts';
import { usageRanges } from '../usage-ranges.ts';

export const MarginSearch = z.object({ range: dayRangeParam(usageRanges).optional() });
export type MarginSearch = z.infer<typeof MarginSearch>;
