import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

const shaOf = (digit: string): string => digit.repeat(40);
const at = (hour: number): string => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();

/** A fix of five o'clock. */
const attempt = (over: Record<string, unknown> = {}) =>
  server.owner.query(
    `insert into autofix_runs (id, created_at, received_at, trigger, trigger_id, outcome, title,
       commit_sha, repository)
     values (gen_random_uuid(), $1, $1, $2, $3, $4, 'Null lead', $5, $6)`,
    [
      at(5),
      over['trigger'] ?? 'sentry',
      over['triggerId'] ?? '4711',
      over['outcome'] ?? 'fixed',
      over['commitSha'] ?? shaOf('f'),
      over['repository'] ?? null,
    ],
  );
const deploy = async (over: object = {}): Promise<void> => {
  const record = { kind: 'deploy', sha: shaOf('a'), environment: 'production', ...over };
  expect((await sendBatch(server, key, [record])).body.accepted).toBe(1);
};
const alert = (over: Record<string, unknown>) =>
  server.owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity, status,
       labels, annotations, is_acknowledged_by_sender, started_at, first_seen_at, last_seen_at,
       settled_at, occurrences, recent_starts, is_grouped, version)
     values (gen_random_uuid(), $1, gen_random_uuid(), 'Sentry', $2, 'Null lead', 'warning', 'firing',
       '{}', $3, false, $4, $4, $4, $4, 1, '{}', false, 1)`,
    [
      over['kind'] ?? 'sentry',
      over['fingerprint'] ?? 'issue:1',
      over['annotations'] ?? {},
      over['startedAt'],
    ],
  );
const list = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/autofix-runs', { as: viewer, query })).body.items;
const fates = async () => (await list()).map(({ fate }: { fate: string | null }) => fate);

beforeEach(async () => {
  await server.owner.query('truncate autofix_runs, deploys, deploy_commits');
  await server.owner.query('truncate alerts cascade');
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
