import { rolesWith } from '@taffrail/contract';
import { may, type Caller } from '../access/caller.ts';
import { raise } from '../platform/http/api-error.ts';
import type { BulkHandler } from './bulk-actions.ts';

/**
 * The handler of an action, for somebody who may do to one row what it does to many.
 *
 * @throws `forbidden` naming the permission
 */
export const requireHandler = (
  handlers: readonly BulkHandler[],
  action: string,
  caller: Caller,
): BulkHandler => {
  const handler = handlers.find((one) => one.action === action);
  if (!handler) return raise('invalid_request', { message: `Nothing here does ${action}.` });
  const { permission } = handler;
  if (may(caller, permission)) return handler;
  return raise('forbidden', { details: { permission, grantedBy: rolesWith(permission) } });
};
