import { UsageRange } from '@taffrail/contract';
import { z } from 'zod';

export const defaultMarginRange = '30d';

export const MarginSearch = z.object({ range: UsageRange.optional() });
export type MarginSearch = z.infer<typeof MarginSearch>;
