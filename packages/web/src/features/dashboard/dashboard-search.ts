import { z } from 'zod';
import { DashboardRange } from '@taffrail/contract';

export const DashboardSearch = z.object({ range: DashboardRange.optional() });
