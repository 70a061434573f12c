import { RevenueRange } from '@taffrail/contract';
import { z } from 'zod';

export const defaultRange = 'mtd';

export const RevenueSearch = z.object({ range: RevenueRange.optional() });
