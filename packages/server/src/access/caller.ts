import type { Permission, Role } from '@taffrail/contract';
import type { FastifyRequest } from 'fastify';
import { raise } from '../platform/http/api-error.ts';

/** Who makes a request: an operator in person, or a key. */
export interface Caller {
  readonly kind: 'operator' | 'api_key';
  readonly id: string;
  /** The operator's e-mail or the key's name, for the audit log. */
  readonly label: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any handler runs; null for routes that are public. */
    caller: Caller | null;
  }
}

/** @throws `unauthenticated` */
export const requireCaller = (request: FastifyRequest): Caller =>
  request.caller ?? raise('unauthenticated');

export const may = (caller: Caller, permission: Permission): boolean =>
  caller.permissions.has(permission);
