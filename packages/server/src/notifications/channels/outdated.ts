import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { findLastChange } from './outdated.store.ts';

/**
 * @throws `conflict` that says who changed what meanwhile, and when
 */
export const refuseOutdated = async (
  tx: Transaction,
  target: { readonly type: string; readonly id: string; readonly name: string },
): Promise<never> => {
  const last = await findLastChange(tx, target);
  if (!last) return raise('conflict', { message: `${target.name} was changed meanwhile.` });
  const what = last.action.split('.')[1]?.replaceAll('_', ' ') ?? 'changed';
  const at = last.created_at.toISOString();
  return raise('conflict', {
    message: `${last.actor_label} ${what} ${target.name} at ${at}. Look at it again.`,
    details: { by: last.actor_label, action: last.action, at },
  });
};
