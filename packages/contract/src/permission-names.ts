import { z } from 'zod';
import { permissionNames, roleNames } from './permissions.ts';

/** `activity.read`: what it allows is said in `permissions.ts`. */
export const Permission = z.enum(permissionNames);
export type Permission = z.infer<typeof Permission>;

export const Role = z.enum(roleNames);
export type Role = z.infer<typeof Role>;
