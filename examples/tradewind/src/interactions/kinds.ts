import { z } from 'zod';

export const InteractionKind = z.enum(['call', 'email', 'meeting', 'sample']);
export type InteractionKind = z.infer<typeof InteractionKind>;
