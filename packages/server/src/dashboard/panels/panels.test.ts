import type { DashboardIncidents, DashboardWeek } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { explainQueries } from '../../../test/explain.ts';
import { fillIncidents } from '../../../test/incidents/many-incidents.ts';
import { makeHeartbeat, makeIncident } from '../../../test/incidents/make-incidents.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { createLogger } from '../../platform/log.ts';
import { readIncidents } from './read-incidents.ts';
import { readWeek } from './read-week.ts';

const now = '2026-11-21T12:00:00Z';
const before = (minutes: number): Date => new Date(Date.parse(now) - minutes * 60_000);

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer({ now });
  owner = await server.operator('owner');
});
afterAll(() => server.close());

const addRuns = (name: string, results: readonly string[]) =>
  server.owner.query(
    `insert into check_runs (created_at, id, check_id, kind, name, result, message, duration_ms,
       host, cause)
     select $2::timestamptz - n * interval '1 minute', gen_random_uuid(), c.id, c.kind, c.name, r,
       'Seen ' || r, 5, 'here', 'schedule'
     from checks c, unnest($3::text[]) with ordinality as u (r, n) where c.name = $1`,
    [name, now, results],
  );

describe('GET /api/v1/dashboard/incidents', () => {
  const path = 'GET /api/v1/dashboard/incidents';
  const show = async (): Promise<DashboardIncidents> =>
    (await server.inject(path, { as: owner })).body;

  it('needs a session or a key, and the permission', async () => {
    expect((await server.inject(path)).status).toBe(401);
    const answer = await server.inject(path, { as: await server.operator('finance') });
    expect(answer.error?.details).toMatchObject({ permission: 'incidents.read' });
  });

  it('counts nothing where nothing is', async () => {
    expect(await show()).toEqual({
      asOf: new Date(now).toISOString(),
      active: { critical: 0, warning: 0, info: 0 },
      unacknowledged: 0,
      lastResolvedAt: null,
      checkRuns: [],
      readiness: {
        channels: { enabled: 0, tested: 0 },
        inbox: { waiting: 0, oldestWaitingAt: null, poisoned: 0 },
        heartbeats: { watched: 0, fresh: 0 },
      },
    });
  });

  it('counts incidents that are not over by their severity', async () => {
    await makeIncident(server, { severity: 'critical' });
    await makeIncident(server, { severity: 'critical', state: 'acknowledged' });
    await makeIncident(server, { severity: 'info' });
    await makeIncident(server, { severity: 'warning', state: 'resolved', resolvedAt: before(7) });
    await makeIncident(server, { severity: 'warning', state: 'closed', resolvedAt: before(9) });
    expect(await show()).toMatchObject({
      active: { critical: 2, warning: 0, info: 1 },
      unacknowledged: 2,
      lastResolvedAt: before(7).toISOString(),
    });
  });

  it('has the last ten runs of checks', async () => {
    await addRuns('CPU', ['ok', 'warning', 'ok', 'ok', 'ok', 'ok', 'ok']);
    await addRuns('Memory', ['critical', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    const { checkRuns } = await show();
    expect(checkRuns).toHaveLength(10);
    expect(
      checkRuns
        .slice(0, 4)
        .map(({ name, result }) => `${name} ${result}`)
        .sort(),
    ).toEqual(['CPU ok', 'CPU warning', 'Memory critical', 'Memory ok']);
  });

  it('says whether an alert would arrive', async () => {
    await makeHeartbeat(server, { name: 'In time', downAt: before(-5) });
    await makeHeartbeat(server, { name: 'Overdue', downAt: before(5) });
    await makeHeartbeat(server, { name: 'Failed', downAt: before(-5), hasFailed: true });
    await makeHeartbeat(server, { name: 'Off', isEnabled: false });
    const channel = (name: string, isEnabled: boolean, testedAt: Date | null, failure?: string) =>
      server.owner.query(
        `insert into notification_channels (id, kind, name, is_enabled, sealed_secrets, created_at,
           tested_at, test_failure)
         values (gen_random_uuid(), 'webhook', $1, $2, '', now(), $3, $4)`,
        [name, isEnabled, testedAt, failure ?? null],
      );
    await channel('Tested', true, before(1));
    await channel('Refused', true, before(1), 'No.');
    await channel('Never tested', true, null);
    await channel('Off', false, null);
    const delivery = (state: string, minutes: number) =>
      server.owner.query(
        `insert into inbox (received_at, id, kind, source_id, query, headers, body, state, attempts)
         values ($1, gen_random_uuid(), 'autofix', gen_random_uuid(), '{}', '{}', '', $2, 0)`,
        [before(minutes), state],
      );
    await delivery('waiting', 3);
    await delivery('waiting', 1);
    await delivery('poisoned', 9);
    await delivery('done', 20);
    expect((await show()).readiness).toEqual({
      channels: { enabled: 3, tested: 1 },
      inbox: { waiting: 2, oldestWaitingAt: before(3).toISOString(), poisoned: 1 },
      heartbeats: { watched: 3, fresh: 1 },
    });
  });
});

describe('GET /api/v1/dashboard/week', () => {
  const path = 'GET /api/v1/dashboard/week';
  const show = async (as: Credential = owner): Promise<DashboardWeek> =>
    (await server.inject(path, { as })).body;

  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it('is of seven whole days', async () => {
    expect((await show()).from).toBe('2026-11-15T00:00:00.000Z');
  });

  it('has the checks that failed most often', async () => {
    await server.owner.query(
      `insert into check_runs_hourly (bucket, check_id, ok, warning, critical, unknown, measured,
         value_sum)
       select at, c.id, 50, case c.name when 'CPU' then 2 else 0 end,
         case c.name when 'Memory' then 5 else 0 end, 3, 0, 0
       from checks c, unnest(array[$1::timestamptz, $2]) as at where c.name in ('CPU', 'Memory', 'Disk')`,
      [new Date('2026-11-21T10:00:00Z'), new Date('2026-11-14T23:00:00Z')],
    );
    expect((await show()).failingChecks).toMatchObject([
      { name: 'Memory', failed: 5, runs: 58 },
      { name: 'CPU', failed: 2, runs: 55 },
    ]);
  });

  it('has what stages failed for, and runs that have none', async () => {
    const at = before(1).toISOString();
    const stage = (id: string, errorType?: string) => ({
      kind: 'stage_execution',
      id,
      runId: `run ${id}`,
      pipeline: 'discovery',
      stage: 'search',
      status: 'failed',
      durationMs: 5,
      ...(errorType && { errorType }),
      createdAt: at,
    });
    const run = (id: string, pipeline: string, errorType: string) => ({
      kind: 'pipeline_run',
      id,
      pipeline,
      status: 'failed',
      durationMs: 5,
      errorType,
      createdAt: at,
    });
    await sendBatch(server, await server.ingestKey(), [
      stage('1', 'TimeoutError'),
      stage('2', 'TimeoutError'),
      stage('3'),
      run('run 1', 'discovery', 'StageFailed'),
      run('alone', 'batch', 'OutOfMemory'),
    ]);
    expect((await show()).errorTypes).toEqual([
      { errorType: 'TimeoutError', count: 2 },
      { errorType: null, count: 1 },
      { errorType: 'OutOfMemory', count: 1 },
    ]);
  });

  it('has what providers took, of jobs and of analyses', async () => {
    await sendBatch(server, await server.ingestKey(), [
      {
        kind: 'ai_job',
        provider: 'openai',
        model: 'gpt-x',
        status: 'succeeded',
        inputTokens: 100,
        outputTokens: 20,
        latencyMs: 5,
        costUsd: '0.5',
        createdAt: before(5).toISOString(),
      },
    ]);
    await server.owner.query(
      `insert into analysis_runs_daily (day, provider, model, runs, failed, input_tokens,
         output_tokens, cost_usd, latency_ms_sum)
       values ('2026-11-21', 'rules', '', 7, 0, 0, 0, 0, 5), ('2026-11-14', 'rules', '', 9, 0, 0, 0, 0, 5)`,
    );
    const ofJobs = {
      provider: 'openai',
      of: 'jobs',
      count: 1,
      tokens: 120,
      costUsd: '0.50000000',
      unpriced: 0,
    };
    const ofAnalyses = {
      provider: 'rules',
      of: 'analyses',
      count: 7,
      tokens: 0,
      costUsd: '0.00000000',
      unpriced: 0,
    };
    expect((await show()).providers).toEqual([ofJobs, ofAnalyses]);
    expect((await show(await server.operator('support'))).providers).toEqual([ofAnalyses]);
    expect(await show(await server.operator('finance'))).toMatchObject({
      failingChecks: null,
      errorTypes: null,
      providers: [ofJobs],
    });
  });
});

it('the panels read rollups, and of rows what they show', async () => {
  await fillIncidents(server.owner, { incidents: 20_000, active: 60, before: now });
  await server.owner.query(
    `insert into check_runs (created_at, id, check_id, kind, name, result, message, duration_ms,
       host, cause)
     select $1::timestamptz - n * interval '30 seconds', gen_random_uuid(), c.id, c.kind, c.name, 'ok',
       'Fine', 5, 'here', 'schedule'
     from checks c, generate_series(1, 1400) as n where c.kind in ('cpu', 'memory')`,
    [now],
  );
  await server.owner.query('vacuum analyze');
  const context = {
    clock: server.clock,
    log: createLogger({ level: 'silent' }),
    reportingTimeZone: 'UTC',
  };
  const ofNow = await explainQueries(server.urls.app, (db) => readIncidents({ ...context, db }));
  expect(ofNow).toHaveLength(4);
  const ofWeek = await explainQueries(server.urls.app, (db) => readWeek({ ...context, db }));
  expect(ofWeek).toHaveLength(4);
  for (const { scanned, touched } of [...ofNow, ...ofWeek]) {
    expect(scanned).not.toContain('incidents');
    expect(scanned).not.toContain('check_runs');
    expect(touched['incidents'] ?? 0).toBeLessThanOrEqual(70);
    expect(touched['check_runs'] ?? 0).toBeLessThanOrEqual(20);
    for (const table of ['pipeline_runs', 'stage_executions', 'ai_job_runs', 'analysis_runs'])
      expect(touched[table] ?? 0).toBe(0);
  }
}, 60_000);
