import { AutofixRun, getAutofixFigures, getAutofixRun, listAutofixRuns } from '@taffrail/contract';
import { decodeCursor } from '../platform/http/cursor.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import type { Slice } from '../slice.ts';
import { getAutofixRunRow, listAutofixRunRows, type AutofixRunRow } from './autofix.store.ts';
import { readAutofixFigures } from './read-figures.ts';

const { trigger, outcome, verification, fate } = AutofixRun.shape;
const firstLine = (text: string): string => text.trimStart().split('\n', 1)[0]?.slice(0, 300) ?? '';

const toDeploy = (row: AutofixRunRow): AutofixRun['deploy'] => {
  const { deploy_id: id, deployed_at: at, deploy_environment: environment } = row;
  if (id === null || at === null || environment === null) return null;
  return { id, finishedAt: at.toISOString(), environment, url: row.deploy_url };
};

const toAutofixRun = (row: AutofixRunRow): AutofixRun => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  trigger: trigger.parse(row.trigger),
  triggerId: row.trigger_id,
  triggerUrl: row.trigger_url,
  outcome: outcome.parse(row.outcome),
  title: row.title,
  error: row.error === null ? null : firstLine(row.error),
  repository: row.repository,
  commitSha: row.commit_sha,
  commitUrl: row.commit_url,
  workflowUrl: row.workflow_url,
  model: row.model,
  turns: row.turns,
  durationMs: row.duration_ms,
  costUsd: row.cost_usd === null ? null : Number(row.cost_usd),
  verification: verification.parse(row.verification),
  testsPassed: row.tests_passed,
  testsFailed: row.tests_failed,
  workflow: row.workflow,
  branch: row.branch,
  fate: fate.parse(row.fate),
  deploy: toDeploy(row),
  reopenedAt: row.reopened_at?.toISOString() ?? null,
  heldAt: row.held_at?.toISOString() ?? null,
});

export const autofix: Slice = {
  name: 'autofix',
  routes: (server, app) => {
    const { db } = app;
    mountRoute(server, getAutofixFigures, ({ query }) => readAutofixFigures(app, query));

    mountRoute(server, listAutofixRuns, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const rows = await listAutofixRunRows(db, filter, { limit: limit + 1, after });
      return toPage(rows, limit, {
        toItem: toAutofixRun,
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    });

    mountRoute(server, getAutofixRun, async ({ params }) => {
      const row = await getAutofixRunRow(db, params.id);
      return { ...toAutofixRun(row), summary: row.summary, error: row.error };
    });
  },
};
