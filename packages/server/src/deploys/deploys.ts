import type { DeployRecord } from '@taffrail/contract';
import type { Clock } from '../platform/clock.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { NewDeploy } from './record-deploys.store.ts';

export { recordDeploys, recordDeploysIn, type NewDeploy } from './record-deploys.store.ts';

interface Moments {
  readonly clock: Clock;
  readonly finishedAt: Date;
  readonly receivedAt: Date;
}

/** What GitHub takes an environment for unless told otherwise, too. */
const isCalledProduction = (environment: string): boolean =>
  environment.toLowerCase() === 'production';

/** A deploy as it is stored: what was not told is concluded. */
export const toNewDeploy = (
  told: Omit<DeployRecord, 'kind' | 'finishedAt'>,
  { clock, finishedAt, receivedAt }: Moments,
): NewDeploy => {
  const { sha, environment, commits } = told;
  return {
    id: uuidV7(clock),
    externalId: told.id ?? `${sha} ${environment} ${finishedAt.toISOString()}`,
    finishedAt,
    receivedAt,
    status: told.status ?? 'succeeded',
    sha,
    environment,
    isProduction: told.isProduction ?? isCalledProduction(environment),
    repository: told.repository ?? null,
    version: told.version ?? null,
    url: told.url ?? null,
    commits: [...new Set([sha, ...(commits ?? [])])],
    listsCommits: commits !== undefined && commits !== null && commits.length > 0,
  };
};
