import { z } from 'zod';

export const LeadStage = z.enum(['new', 'contacted', 'negotiating', 'won', 'lost']);
export type LeadStage = z.infer<typeof LeadStage>;
