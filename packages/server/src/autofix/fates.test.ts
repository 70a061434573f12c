import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
let viewer: Credential;
let loadTests: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
  loadTests = await server.ingestKey(['load_tests']);
});
afterAll(() => server.close());

const shaOf = (digit: string): string => digit.repeat(40);
const at = (hour: number): string =>
  new Date(Date.UTC(2026, 10, 21) + hour * 3_600_000).toISOString();

/** A fix of five o'clock. */
const attempt = (over: Record<string, unknown> = {}) =>
  server.owner.query(
    `insert into autofix_runs (id, created_at, received_at, trigger, trigger_id, outcome, title,
       commit_sha, repository, workflow, branch)
     values (gen_random_uuid(), $1, $1, $2, $3, $4, 'Null lead', $5, $6, $7, $8)`,
    [
      at(5),
      over['trigger'] ?? 'sentry',
      over['triggerId'] ?? '4711',
      over['outcome'] ?? 'fixed',
      over['commitSha'] ?? shaOf('f'),
      over['repository'] ?? null,
      over['workflow'] ?? null,
      over['branch'] ?? null,
    ],
  );
const deploy = async (over: object = {}): Promise<void> => {
  const record = { kind: 'deploy', sha: shaOf('a'), environment: 'production', ...over };
  expect((await sendBatch(server, key, [record])).body.accepted).toBe(1);
};
const alert = (over: Record<string, unknown>) =>
  server.owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity, status,
       annotations, is_acknowledged_by_sender, started_at, first_seen_at, last_seen_at,
       settled_at, occurrences, recent_starts, is_grouped, version, labels, ended_at, resolved_by)
     values (gen_random_uuid(), $1, gen_random_uuid(), 'Sentry', $2, 'Null lead', 'warning',
       case when $6::timestamptz is null then 'firing' else 'resolved' end, $3, false, $4, $4, $4, $4,
       1, '{}', false, 1, $5, $6, $7)`,
    [
      over['kind'] ?? 'sentry',
      over['fingerprint'] ?? 'issue:1',
      over['annotations'] ?? {},
      over['startedAt'],
      over['labels'] ?? {},
      over['endedAt'] ?? null,
      over['resolvedBy'] ?? null,
    ],
  );
const list = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/autofix-runs', { as: viewer, query })).body.items;
const fates = async () => (await list()).map(({ fate }: { fate: string | null }) => fate);

beforeEach(async () => {
  await server.owner.query('truncate autofix_runs, deploys, deploy_commits');
  await server.owner.query('truncate alerts cascade');
  await server.owner.query('truncate load_tests, load_test_samples cascade');
});

describe('how far a fix came', () => {
  it('is nothing of what fixed nothing', async () => {
    await attempt({ outcome: 'skipped' });
    await deploy({ sha: shaOf('f') });
    expect(await fates()).toEqual([null]);
  });

  it('is not known where no deploy to production is told of', async () => {
    await attempt();
    await deploy({ environment: 'staging', finishedAt: at(4) });
    await deploy({ status: 'failed', finishedAt: at(4) });
    await deploy({ sha: shaOf('f'), environment: 'staging', finishedAt: at(6) });
    expect(await fates()).toEqual(['unknown']);
  });

  it('is merged until something of its commit succeeds in production', async () => {
    await attempt();
    await deploy({ finishedAt: at(4) });
    await deploy({ sha: shaOf('f'), status: 'failed', finishedAt: at(6) });
    await deploy({ sha: shaOf('b'), commits: [shaOf('c')], finishedAt: at(7) });
    expect(await list()).toMatchObject([{ fate: 'merged', deploy: null, reopenedAt: null }]);
    await deploy({ sha: shaOf('d'), finishedAt: at(8) });
    expect(await fates()).toEqual(['unknown']);
  });

  it.each([
    ['of the commit itself', { sha: shaOf('f') }, {}],
    ['of its beginning', { sha: 'fffffff' }, {}],
    ['of a commit that was told in short', { sha: shaOf('f') }, { commitSha: 'ffffffff' }],
    ['that came with it', { commits: [shaOf('c'), shaOf('f')] }, {}],
    ['of its repository', { sha: shaOf('f'), repository: 'a/b' }, { repository: 'a/b' }],
    ['to what users meet', { sha: shaOf('f'), environment: 'Live', isProduction: true }, {}],
  ])('is deployed by a deploy %s', async (_, told, run) => {
    await attempt(run);
    await deploy({ ...told, url: 'https://ci.acme.example/1', finishedAt: at(6) });
    await deploy({ ...told, finishedAt: at(8) });
    const [listed] = await list();
    expect(listed).toMatchObject({ fate: 'deployed', deploy: { finishedAt: at(6) } });
    expect(listed.deploy.url).toBe('https://ci.acme.example/1');
    const whole = await server.inject(`GET /api/v1/autofix-runs/${listed.id}`, { as: viewer });
    expect(whole.body).toMatchObject({ fate: 'deployed', deploy: listed.deploy });
  });

  it('is not that of another repository', async () => {
    await attempt({ repository: 'acme/shop' });
    await deploy({ sha: shaOf('f'), repository: 'acme/api', finishedAt: at(6) });
    expect(await fates()).toEqual(['unknown']);
    await deploy({ repository: 'acme/shop', finishedAt: at(4) });
    expect(await fates()).toEqual(['merged']);
  });

  it.each([
    [{ fingerprint: 'issue:4711' }, 'reopened'],
    [{ annotations: { issue: '4711' } }, 'reopened'],
    [{ fingerprint: 'issue:4711', startedAt: at(5) }, 'deployed'],
    [{ fingerprint: 'issue:4712' }, 'deployed'],
    [{ fingerprint: 'issue:4711', kind: 'generic' }, 'deployed'],
  ])('is reopened by an alert of its issue that began after the deploy: %j', async (over, is) => {
    await attempt();
    await deploy({ sha: shaOf('f'), finishedAt: at(6) });
    await alert({ startedAt: at(9), ...over });
    expect(await list()).toMatchObject([
      { fate: is, reopenedAt: is === 'reopened' ? at(9) : null, deploy: { finishedAt: at(6) } },
    ]);
  });

  it('can be asked for', async () => {
    await attempt();
    await attempt({ commitSha: shaOf('e') });
    await attempt({ outcome: 'skipped' });
    await deploy({ finishedAt: at(4) });
    await deploy({ sha: shaOf('e'), commits: [shaOf('c')], finishedAt: at(6) });
    const shas = async (fate: string) =>
      (await list({ fate })).map(({ commitSha }: { commitSha: string }) => commitSha[0]);
    expect(await shas('merged')).toEqual(['f']);
    expect(await shas('deployed')).toEqual(['e']);
    expect(await shas('reopened')).toEqual([]);
    expect(await shas('unknown')).toEqual([]);
    const wrong = await server.inject('GET /api/v1/autofix-runs', {
      as: viewer,
      query: { fate: 'lost' },
    });
    expect(wrong.status).toBe(400);
  });
});

describe('whether a fix of CI held', () => {
  const checks = { workflow: 'Checks', branch: 'main' };
  const failure = (over: Record<string, unknown>) =>
    alert({
      kind: 'github',
      fingerprint: 'checks',
      labels: { ...checks },
      startedAt: at(4),
      ...over,
    });

  it.each([
    ['is not known where nothing is told of the workflow', {}, 'deployed', null],
    ['is said by its success', { endedAt: at(7) }, 'held', at(7)],
    ['is said by a success that was seen before the deploy', { endedAt: at(5.5) }, 'held', at(5.5)],
    ['is not said by one before the attempt', { endedAt: at(4.5) }, 'deployed', null],
    ['is not said by an operator', { endedAt: at(7), resolvedBy: 'Ada' }, 'deployed', null],
    [
      'is not said by another branch',
      { endedAt: at(7), labels: { ...checks, branch: 'next' } },
      'deployed',
      null,
    ],
    [
      'is not said by another repository',
      { endedAt: at(7), labels: { ...checks, repository: 'acme/shop' } },
      'deployed',
      null,
    ],
    ['is denied by its failure', { startedAt: at(8) }, 'reopened', null],
    ['stays denied by one that is over', { startedAt: at(8), endedAt: at(9) }, 'reopened', null],
  ])('%s', async (_, over, fate, heldAt) => {
    await attempt({ trigger: 'ci', repository: 'acme/api', ...checks });
    await deploy({ sha: shaOf('f'), finishedAt: at(6) });
    await failure(over);
    expect(await list()).toMatchObject([{ fate, heldAt }]);
  });

  it('is not known of what was not deployed', async () => {
    await attempt({ trigger: 'ci', ...checks });
    await failure({ endedAt: at(7) });
    expect(await list()).toMatchObject([{ fate: 'unknown', heldAt: null }]);
  });
});

describe('whether a fix of a load test held', () => {
  const failing = { method: 'GET', endpoint: '/leads', statusCode: 500, url: null };
  const sendRun = async (run: string, hour: number, samples: object[], over: object = {}) => {
    const { token } = loadTests;
    const report = {
      root_group: { groups: [], checks: [] },
      state: { testRunDurationMs: 60_000 },
      metrics: {
        http_reqs: { values: { count: 100, rate: 3 } },
        http_req_failed: { values: { rate: 0.02, passes: samples.length, fails: 100 } },
        http_req_duration: { values: { avg: 50, 'p(95)': 90 } },
        ...over,
      },
    };
    const answer = await server.inject(`POST /ingest/load-tests/${token}`, {
      body: { report, samples },
      query: { plan: 'checkout', run, started_at: at(hour) },
    });
    expect(answer.status).toBe(200);
    await runJobs(server);
  };
  const failedRequests = { http_req_failed: { values: { rate: 0.02, passes: 2, fails: 98 } } };

  type Run = readonly [hour: number, samples: readonly object[], over?: object];
  const said: readonly (readonly [name: string, runs: readonly Run[], fate: string])[] = [
    ['is not known before the test ran again', [], 'deployed'],
    ['is said by a run without it', [[7, []]], 'held'],
    ['is said where something else failed', [[7, [{ ...failing, statusCode: 503 }]]], 'held'],
    ['is denied by the same', [[7, [failing]]], 'reopened'],
    [
      'stays denied though it ran without it later',
      [
        [7, [failing]],
        [8, []],
      ],
      'reopened',
    ],
    ['is not said by a run before the deploy', [[5.5, []]], 'deployed'],
    ['is not said by a run whose failures nobody told', [[7, [], failedRequests]], 'deployed'],
  ];
  it.each(said)('%s', async (_, runs, fate) => {
    await sendRun('weekly-1', 4, [failing]);
    for (const [hour, samples, over] of runs)
      await sendRun(`again-${hour}`, hour, [...samples], over);
    await attempt({ trigger: 'load_test', triggerId: 'weekly-1' });
    await deploy({ sha: shaOf('f'), finishedAt: at(6) });
    expect(await fates()).toEqual([fate]);
  });

  it('is known by the id that the run has here, and after its samples are gone', async () => {
    await sendRun('weekly-1', 4, [failing, { ...failing, method: 'POST' }]);
    const { rows } = await server.owner.query('select id from load_test_runs');
    await attempt({ trigger: 'load_test', triggerId: rows[0]?.id });
    await deploy({ sha: shaOf('f'), finishedAt: at(6) });
    await sendRun('weekly-2', 7, [failing]);
    await server.owner.query('truncate load_test_samples');
    expect(await list()).toMatchObject([{ fate: 'reopened', reopenedAt: at(7), heldAt: null }]);
  });

  it('is not about what had failed when the test passed before', async () => {
    const usual = { ...failing, endpoint: '/companies', statusCode: 502 };
    await sendRun('weekly-0', 3, [usual]);
    await server.owner.query(`update load_test_runs set verdict = 'passed'`);
    await sendRun('weekly-1', 4, [failing, usual]);
    await attempt({ trigger: 'load_test', triggerId: 'weekly-1' });
    await deploy({ sha: shaOf('f'), finishedAt: at(6) });
    await sendRun('weekly-2', 7, [usual]);
    expect(await list()).toMatchObject([{ fate: 'held', heldAt: at(7) }]);
  });

  it('is not known of a run that nothing failed in, nor of one that is not known', async () => {
    await sendRun('weekly-1', 4, []);
    await sendRun('weekly-2', 7, []);
    await attempt({ trigger: 'load_test', triggerId: 'weekly-1' });
    await attempt({ trigger: 'load_test', triggerId: 'of another console' });
    await deploy({ sha: shaOf('f'), finishedAt: at(6) });
    expect(await fates()).toEqual(['deployed', 'deployed']);
  });
});
