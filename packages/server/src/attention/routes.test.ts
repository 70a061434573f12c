import { AttentionKind, Role, type Attention, type AttentionItem } from '@taffrail/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makeAlert, makeHeartbeat, makeIncident } from '../../test/incidents/make-incidents.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const path = 'GET /api/v1/attention';
const now = '2026-11-21T12:00:00Z';
const before = (minutes: number): Date => new Date(Date.parse(now) - minutes * 60_000);

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer({ now });
  owner = await server.operator('owner');
});
afterAll(() => server.close());

const show = async (as: Credential = owner): Promise<Attention> =>
  (await server.inject(path, { as })).body;
const partOf = (attention: Attention, kind: AttentionKind): string => {
  const part = attention.parts.find((one) => one.kind === kind);
  return `${part?.state} ${part?.count}`;
};
const rows = ({ items }: Attention): string[] =>
  items.map(({ kind, severity, title }) => `${severity} ${kind} ${title}`);

describe('GET /api/v1/attention', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it('takes no ingest key', async () => {
    expect((await server.inject(path, { as: await server.ingestKey() })).status).toBe(401);
  });

  it('has nothing, and says so of each kind, where all is well', async () => {
    const attention = await show();
    expect(attention.items).toEqual([]);
    expect(attention.parts.map(({ kind }) => kind)).toEqual(AttentionKind.options);
    expect(attention.parts.every(({ state, count }) => state === 'shown' && count === 0)).toBe(
      true,
    );
  });
});

describe('of each kind', () => {
  const clear = [
    'alerts',
    'incident_alerts',
    'incidents',
    'heartbeats',
    'budgets',
    'integrity_results',
    'load_test_runs',
  ];
  beforeEach(async () => {
    for (const table of [...clear, 'autofix_runs', 'sources'])
      await server.owner.query(`delete from ${table}`);
  });
  const only = async (kind: AttentionKind): Promise<AttentionItem[]> =>
    (await show()).items.filter((item) => item.kind === kind);

  it('incidents are those that are not over, with what it takes to act on them', async () => {
    const { id, number } = await makeIncident(server, {
      title: 'Checkout fails',
      severity: 'critical',
      service: 'shop',
      openedAt: before(5),
    });
    await makeIncident(server, { state: 'resolved' });
    await makeIncident(server, { state: 'closed' });
    expect(await only('incident')).toEqual([
      {
        kind: 'incident',
        recordId: id,
        severity: 'critical',
        title: 'Checkout fails',
        detail: 'shop: 1 alert fires',
        at: before(5).toISOString(),
        runs: null,
        incident: { number, state: 'open', version: 1 },
      },
    ]);
  });

  it('heartbeats are those that are overdue or failed, unless an incident says it already', async () => {
    const overdue = await makeHeartbeat(server, { name: 'Backup', downAt: before(1) });
    await makeHeartbeat(server, { name: 'Report', hasFailed: true });
    await makeHeartbeat(server, { name: 'In time', downAt: before(-1) });
    await makeHeartbeat(server, { name: 'New' });
    await makeHeartbeat(server, { name: 'Off', downAt: before(1), isEnabled: false });
    expect((await only('heartbeat')).map(({ title, detail }) => [title, detail])).toEqual([
      ['Backup', 'It did not ping in time.'],
      ['Report', 'It said that it failed.'],
    ]);
    const { id: incidentId } = await makeIncident(server);
    await makeAlert(server, { sourceKind: 'heartbeat', sourceId: overdue, incidentId });
    expect((await only('heartbeat')).map(({ title }) => title)).toEqual(['Report']);
    await server.owner.query(
      `update incidents set state = 'closed', acknowledged_at = now(), resolved_at = now(),
         closed_at = now()`,
    );
    expect((await only('heartbeat')).map(({ title }) => title)).toEqual(['Backup', 'Report']);
  });

  it('budgets are those of which a limit is reached', async () => {
    await sendBatch(server, await server.ingestKey(), [
      {
        kind: 'ai_job',
        provider: 'openai',
        model: 'gpt-x',
        status: 'succeeded',
        inputTokens: 1,
        outputTokens: 1,
        latencyMs: 5,
        costUsd: '12.5',
        createdAt: before(1).toISOString(),
      },
    ]);
    const budget = (period: string, soft: number, hard: number) =>
      server.owner.query(
        `insert into budgets (id, period, soft_usd, hard_usd, on_unknown, created_at)
         values (gen_random_uuid(), $1, $2, $3, 'open', $4)`,
        [period, soft, hard, before(60)],
      );
    await budget('day', 10, 100);
    await budget('month', 5, 12);
    expect((await only('budget')).map(({ severity, detail }) => [severity, detail])).toEqual([
      ['critical', '$12.50 of $12 a month spent'],
      ['warning', '$12.50 of $10 a day spent'],
    ]);
  });

  it('failed runs are counted by pipeline, the latest leading', async () => {
    const run = (id: string, pipeline: string, status: string, minutes: number) => ({
      kind: 'pipeline_run',
      id,
      pipeline,
      status,
      durationMs: 10,
      ...(status === 'failed' && { errorType: `Error ${id}` }),
      createdAt: before(minutes).toISOString(),
    });
    await sendBatch(server, await server.ingestKey(), [
      run('1', 'discovery', 'failed', 300),
      run('2', 'discovery', 'failed', 2),
      run('3', 'discovery', 'succeeded', 1),
      run('4', 'headhunt', 'failed', 10),
      run('5', 'old', 'failed', 26 * 60),
    ]);
    expect(
      (await only('failed_runs')).map(({ title, detail, at, runs }) => [
        title,
        detail,
        at,
        runs?.failed,
      ]),
    ).toEqual([
      ['discovery', 'Error 2', before(2).toISOString(), 2],
      ['headhunt', 'Error 4', before(10).toISOString(), 1],
    ]);
  });

  it('integrity checks are those whose latest result is bad', async () => {
    await server.owner.query(
      `insert into integrity_checks (id, key, kind, title, definition, warn_above, error_above,
         select_sql, created_at)
       select gen_random_uuid(), title, 'check', title, '', 0, 0, '', $1
       from unnest(array['Orphans', 'Doubles', 'Sound']) as title`,
      [before(70)],
    );
    await server.owner.query(
      `insert into integrity_results (check_id, created_at, severity, count, duration_ms, sample_ids)
       select c.id, at, case when c.title = 'Sound' and at = $1 then 'ok'
           when c.title = 'Orphans' then 'error' else 'warning' end, 3, 5, '[]'
       from integrity_checks c, unnest(array[$1::timestamptz, $2]) as at`,
      [before(5), before(65)],
    );
    expect(
      (await only('integrity')).map(({ severity, title, detail }) => [severity, title, detail]),
    ).toEqual([
      ['warning', 'Orphans', '3 records affected'],
      ['info', 'Doubles', '3 records affected'],
    ]);
  });

  it('load tests are those that failed, or did not happen, the last time', async () => {
    const run = (test: string, verdict: string, minutes: number) =>
      server.owner.query(
        `with test as (
           insert into load_tests (id, name, created_at) values (gen_random_uuid(), $1, $3)
           on conflict (name) do update set name = excluded.name returning id
         )
         insert into load_test_runs (id, load_test_id, external_id, created_at, received_at, verdict,
           verdict_reason, thresholds, routes)
         select gen_random_uuid(), id, $3::text, $3::timestamptz, $3, $2, 'It was ' || $2 || '.', '[]',
           '[]' from test`,
        [test, verdict, before(minutes)],
      );
    await run('checkout', 'failed', 60);
    await run('checkout', 'passed', 30);
    await run('search', 'passed', 60);
    await run('search', 'failed', 20);
    await run('weekly', 'missed', 90);
    await run('old', 'failed', 15 * 24 * 60);
    await run('cut off', 'aborted', 5);
    expect((await only('load_test')).map(({ title, detail }) => [title, detail])).toEqual([
      ['search', 'It was failed.'],
      ['weekly', 'It was missed.'],
    ]);
  });

  it('attempts to fix are those that failed and were not followed by another', async () => {
    const attempt = (id: string, trigger: string, outcome: string, minutes: number) =>
      server.owner.query(
        `insert into autofix_runs (id, external_id, created_at, received_at, trigger, trigger_id,
           outcome, title, commit_sha, error)
         values (gen_random_uuid(), $1, $2, $2, 'sentry', $3, $4, $1, 'abc',
           case when $4 = 'failed' then 'It broke.' || chr(10) || 'Badly.' end)`,
        [id, before(minutes), trigger, outcome],
      );
    await attempt('Failed, then fixed', 'one', 'failed', 60);
    await attempt('Fixed', 'one', 'fixed', 30);
    await attempt('Failed', 'two', 'failed', 20);
    await attempt('Long ago', 'three', 'failed', 8 * 24 * 60);
    expect((await only('autofix')).map(({ title, detail }) => [title, detail])).toEqual([
      ['Failed', 'It broke.'],
    ]);
  });

  it('sources are those that have been silent for too long', async () => {
    await server.inject('POST /api/v1/sources', {
      as: owner,
      body: { kind: 'load_tests', name: 'Weekly load test' },
    });
    await server.owner.query(`update sources set created_at = $1`, [before(31 * 24 * 60)]);
    expect((await only('source')).map(({ severity, title }) => [severity, title])).toEqual([
      ['warning', 'Weekly load test'],
    ]);
  });

  it('are ranked: the worst first, and what nobody has taken up', async () => {
    await makeIncident(server, { title: 'a', severity: 'warning', openedAt: before(1) });
    await makeIncident(server, { title: 'b', severity: 'critical', openedAt: before(9) });
    await makeIncident(server, { title: 'c', severity: 'critical', openedAt: before(3) });
    await makeIncident(server, {
      title: 'd',
      severity: 'critical',
      state: 'acknowledged',
      openedAt: before(2),
    });
    await makeHeartbeat(server, { name: 'e', downAt: before(1) });
    const shown = rows(await show()).filter((row) => !row.includes('failed_runs'));
    expect(shown).toEqual([
      'critical incident c',
      'critical incident b',
      'critical incident d',
      'warning incident a',
      'warning heartbeat e',
    ]);
  });

  it('are seven at most, and counted whole', async () => {
    for (let index = 0; index < 9; index += 1) await makeIncident(server, { severity: 'critical' });
    const attention = await show();
    expect(attention.items).toHaveLength(7);
    expect(partOf(attention, 'incident')).toBe('shown 9');
  });

  it('are shown as far as a role reads them', async () => {
    await makeIncident(server, { severity: 'critical' });
    for (const role of Role.options) {
      const attention = await show(await server.operator(role));
      const maySee = role !== 'finance';
      expect(partOf(attention, 'incident')).toBe(maySee ? 'shown 1' : 'forbidden 0');
      expect(attention.items.some(({ kind }) => kind === 'incident')).toBe(maySee);
    }
    expect(partOf(await show(await server.operator('support')), 'budget')).toBe('forbidden 0');
  });

  it('are still shown when one of them cannot be read', async () => {
    await makeIncident(server, { severity: 'critical' });
    await server.owner.query('alter table autofix_runs rename to autofix_runs_away');
    const attention = await show();
    await server.owner.query('alter table autofix_runs_away rename to autofix_runs');
    expect(partOf(attention, 'autofix')).toBe('failed 0');
    expect(partOf(attention, 'incident')).toBe('shown 1');
  });
});
