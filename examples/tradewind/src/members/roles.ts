import { z } from 'zod';

export const Role = z.enum(['owner', 'researcher', 'seller', 'viewer']);
export type Role = z.infer<typeof Role>;
