import { DeployRecord } from '@taffrail/contract';
import { toNewDeploy, type NewDeploy } from '../../deploys/deploys.ts';
import type { CheckContext } from './check-activity.ts';
import { timestamp, type JsonObject } from './fields.ts';
import { reject } from './rejection.ts';

/** A deploy that is over, ready to be written. */
export interface DeployRow extends NewDeploy {
  readonly kind: 'deploy';
}

export const deployFields: ReadonlySet<string> = new Set(Object.keys(DeployRecord.shape));

/**
 * By the contract's schema itself: deploys are told of rarely.
 *
 * @throws {Rejection}
 */
export const checkDeploy = (
  given: JsonObject,
  { receivedAtMs, clock }: CheckContext,
): DeployRow => {
  const { data: record, error } = DeployRecord.safeParse(given);
  if (!record) {
    const [issue] = error.issues;
    return reject(`${issue?.path.join('.') || 'deploy'}: ${issue?.message}`);
  }
  const { finishedAt } = record;
  const at =
    finishedAt === undefined ? receivedAtMs : timestamp(finishedAt, 'finishedAt', receivedAtMs);
  return {
    kind: 'deploy',
    ...toNewDeploy(record, { clock, finishedAt: new Date(at), receivedAt: new Date(receivedAtMs) }),
  };
};
