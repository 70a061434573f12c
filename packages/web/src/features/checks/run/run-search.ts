import { CheckRange } from '@taffrail/contract';
import { z } from 'zod';

export const CheckRunSearch = z.object({ range: CheckRange.optional() });
export type CheckRunSearch = z.infer<typeof CheckRunSearch>;
