import { permissionsOf, type Permission, type Role } from '@taffrail/contract';
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
  /** Of an operator in person; a key has none. */
  readonly session: CallerSession | undefined;
}

export interface CallerSession {
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
}

/** An operator in person. */
export interface OperatorCaller extends Caller {
  readonly kind: 'operator';
  readonly session: CallerSession;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any handler runs; null for routes that are public. */
    caller: Caller | null;
  }
}

/** Permissions follow from the role at every request, so that a change of role holds at once. */
export const toCaller = (identity: Omit<Caller, 'permissions'>): Caller => ({
  ...identity,
  permissions: new Set(permissionsOf(identity.role)),
});

/** @throws `unauthenticated` */
export const requireCaller = (request: FastifyRequest): Caller =>
  request.caller ?? raise('unauthenticated');

/**
 * For what belongs to a person: a session, a password, preferences, views.
 *
 * @throws `forbidden` to keys
 */
export const requireOperator = (request: FastifyRequest): OperatorCaller => {
  const caller = requireCaller(request);
  const { kind, session } = caller;
  if (kind !== 'operator' || session === undefined)
    return raise('forbidden', { message: 'A key cannot do this: sign in as an operator.' });
  return { ...caller, kind, session };
};

export const may = (caller: Caller, permission: Permission): boolean =>
  caller.permissions.has(permission);
