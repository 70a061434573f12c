import { z } from 'zod';
import { UsageRangeParam } from '../range/usage-range.ts';

export const MarginSearch = z.object({ range: UsageRangeParam.optional() });
export type MarginSearch = z.infer<typeof MarginSearch>;
