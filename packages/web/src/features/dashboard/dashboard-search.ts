import { z } from 'zod';
import { DashboardRange } from '@taffrail/contract';

export const defaultRange = '1d';

export const DashboardSearch = z.object({ range: DashboardRange.optional() });
