import { permissionsOf } from '@taffrail/contract';
import { expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { fillPipelines } from '../../test/figures/many-runs.ts';
import { fillIncidents } from '../../test/incidents/many-incidents.ts';
import { startTestServer } from '../../test/server.ts';
import type { Caller } from '../access/caller.ts';
import { createLogger } from '../platform/log.ts';
import { createAttention } from './attention.ts';

const now = '2026-11-21T09:57:13.123Z';
const caller: Caller = {
  kind: 'operator',
  id: '0192f3a4-5b6c-7d8e-9f01-23456789abcd',
  label: 'plans',
  role: 'owner',
  permissions: new Set(permissionsOf('owner')),
  session: undefined,
};

it('what needs somebody is found by indexes, whatever there ever was', async () => {
  const server = await startTestServer({ now });
  const { owner, clock, publicUrl } = server;
  await fillPipelines(owner, { runs: 20_000, days: 85, before: now, pipelines: 5, stages: 4 });
  await fillIncidents(owner, { incidents: 20_000, active: 60, before: now });
  await owner.query('vacuum analyze');
  const context = {
    clock,
    publicUrl,
    log: createLogger({ level: 'silent' }),
    reportingTimeZone: 'UTC',
    productDatabase: undefined,
  };
  const queries = await explainQueries(server.urls.app, (db) =>
    createAttention({ ...context, db })(caller),
  );
  // One of each kind, and of sources what is built in and what is connected.
  expect(queries).toHaveLength(9);
  for (const { scanned, touched } of queries) {
    for (const table of ['incidents', 'alerts', 'pipeline_runs', 'stage_executions'])
      expect(scanned).not.toContain(table);
    expect(touched['incidents'] ?? 0).toBeLessThanOrEqual(60);
    expect(touched['pipeline_runs'] ?? 0).toBeLessThanOrEqual(5);
    expect(touched['stage_executions'] ?? 0).toBeLessThanOrEqual(50);
  }
  await server.close();
}, 60_000);
