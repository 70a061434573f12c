import type { DeployStatus } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';

/** A connection, or a pool of them. */
interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** A deploy that is over. */
export interface NewDeploy {
  readonly id: string;
  /** By which it is recognised when it is told again. */
  readonly externalId: string;
  readonly finishedAt: Date;
  readonly receivedAt: Date;
  readonly status: DeployStatus;
  readonly sha: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly repository: string | null;
  readonly version: string | null;
  readonly url: string | null;
  /** Each once, that of the deploy included. */
  readonly commits: readonly string[];
  /** Whether all that came with it was told. */
  readonly listsCommits: boolean;
}

const toJson = (deploys: readonly NewDeploy[]): string =>
  JSON.stringify(
    deploys.map((deploy) => ({
      id: deploy.id,
      external_id: deploy.externalId,
      finished_at: deploy.finishedAt,
      received_at: deploy.receivedAt,
      status: deploy.status,
      sha: deploy.sha,
      environment: deploy.environment,
      is_production: deploy.isProduction,
      repository: deploy.repository,
      version: deploy.version,
      url: deploy.url,
      commits: deploy.commits,
      lists_commits: deploy.listsCommits,
    })),
  );

/** Of batches; in the transaction that the client is in. */
export const recordDeploys = async (
  client: Queryable,
  deploys: readonly NewDeploy[],
): Promise<void> => {
  if (deploys.length > 0) await client.query('select ingest_record_deploys($1)', [toJson(deploys)]);
};

/** Of deliveries; the same in a transaction of the console's own. */
export const recordDeploysIn = async (
  tx: Transaction,
  deploys: readonly NewDeploy[],
): Promise<void> => {
  if (deploys.length > 0) await sql`select ingest_record_deploys(${toJson(deploys)})`.execute(tx);
};
