import { Deploy, listDeploys } from '@taffrail/contract';
import { decodeCursor } from '../platform/http/cursor.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import type { Slice } from '../slice.ts';
import { listDeployRows, type DeployListRow } from './deploys.store.ts';

const { status } = Deploy.shape;

const toDeploy = (row: DeployListRow): Deploy => ({
  id: row.id,
  finishedAt: row.finished_at.toISOString(),
  status: status.parse(row.status),
  sha: row.sha,
  environment: row.environment,
  isProduction: row.is_production,
  repository: row.repository,
  version: row.version,
  url: row.url,
  commits: row.lists_commits ? row.commits : null,
});

export const deploys: Slice = {
  name: 'deploys',
  routes: (server, { db }) => {
    mountRoute(server, listDeploys, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const rows = await listDeployRows(db, filter, { limit: limit + 1, after });
      return toPage(rows, limit, {
        toItem: toDeploy,
        toCursor: (row) => ({ at: row.finished_at, id: row.id }),
      });
    });
  },
};
