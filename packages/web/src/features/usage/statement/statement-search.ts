import { StatementMonth } from '@taffrail/contract';
import { z } from 'zod';

/** This month unless another is named. */
export const StatementSearch = z.object({ month: StatementMonth.optional() });
export type StatementSearch = z.infer<typeof StatementSearch>;
