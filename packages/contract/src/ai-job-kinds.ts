import { z } from 'zod';

/** For how long single jobs are kept and accepted; what they add up to by the day is kept for ever. */
export const aiJobKeptDays = 180;

export const AiJobStatus = z.enum(['succeeded', 'failed']);
export type AiJobStatus = z.infer<typeof AiJobStatus>;

/** Whose figure a cost is: the sender's, that of the price book, or nobody's. */
export const CostSource = z.enum(['reported', 'priced', 'unpriced']);
export type CostSource = z.infer<typeof CostSource>;
