import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { signBody } from './reading/verify-hmac.ts';

const secret = "It's a Secret to Everybody";

let server: TestServer;
let owner: Credential;
const sources: Record<string, { id: string; path: string }> = {};
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
  for (const kind of ['alertmanager', 'sentry', 'github', 'generic']) {
    const signs = kind === 'sentry' || kind === 'github';
    const body = { kind, name: kind, ...(signs && { secret }) };
    const made = await server.inject('POST /api/v1/sources', { as: owner, body });
    sources[kind] = { id: made.body.id, path: new URL(made.body.url).pathname };
  }
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.advance({ seconds: 1 });
  await server.owner.query('truncate inbox, alerts, alert_events');
});

/** One after another: what arrives within a millisecond has no order. */
const send = (kind: string, body: unknown, headers: Record<string, string> = {}) => {
  server.clock.advance({ seconds: 1 });
  return server.inject(`POST ${sources[kind]?.path}`, { body, headers });
};

let deliveries = 0;
const sendSigned = (kind: 'sentry' | 'github', what: string, told: unknown, id?: string) => {
  const body = JSON.stringify(told);
  const signature = signBody(Buffer.from(body), secret);
  deliveries += 1;
  const known = id ?? `delivery-${deliveries}`;
  const headers =
    kind === 'github'
      ? {
          'x-github-event': what,
          'x-github-delivery': known,
          'x-hub-signature-256': `sha256=${signature}`,
        }
      : {
          'sentry-hook-resource': what,
          'request-id': known,
          'sentry-hook-signature': signature,
        };
  return send(kind, body, { 'content-type': 'application/json', ...headers });
};

const alerts = async () =>
  (
    await server.owner.query(
      'select name, severity, status, occurrences::int, ended_at from alerts order by name',
    )
  ).rows;
const inbox = async () =>
  (await server.owner.query('select state, reason from inbox order by received_at, id')).rows.map(
    ({ state, reason }) => [state, reason],
  );

const disk = (status: string, over: object = {}) => ({
  version: '4',
  status,
  groupLabels: { alertname: 'DiskFull' },
  alerts: [
    {
      status,
      labels: { alertname: 'DiskFull', severity: 'critical', service: 'db' },
      startsAt: '2026-11-21T09:59:00.123456789Z',
      endsAt: status === 'resolved' ? '2026-11-21T09:59:30Z' : '0001-01-01T00:00:00Z',
      ...over,
    },
  ],
});

describe('POST /hooks/alertmanager', () => {
  it('fires once, however often it is told, and ends when that is told', async () => {
    expect((await send('alertmanager', disk('firing'))).status).toBe(200);
    await runJobs(server);
    await send('alertmanager', disk('firing'));
    await runJobs(server);
    expect(await alerts()).toEqual([
      { name: 'DiskFull', severity: 'critical', status: 'firing', occurrences: 2, ended_at: null },
    ]);
    await send('alertmanager', disk('resolved'));
    await runJobs(server);
    expect(await alerts()).toMatchObject([
      { status: 'resolved', ended_at: new Date('2026-11-21T09:59:30Z') },
    ]);
    expect(await inbox()).toEqual(Array.from({ length: 3 }, () => ['done', null]));
  });

  it('changes nothing when it is read again', async () => {
    const { id } = (await send('alertmanager', disk('firing'))).body;
    await runJobs(server);
    const before = await alerts();
    await server.inject(`POST /api/v1/inbox/${id}/replay`, { as: owner });
    await runJobs(server);
    expect(await alerts()).toEqual(before);
    expect(await inbox()).toEqual([['done', null]]);
  });
});

describe('POST /hooks/github', () => {
  const run = (conclusion: string, branch = 'main', over: object = {}) => ({
    action: 'completed',
    repository: { full_name: 'acme/shop', default_branch: 'main' },
    workflow_run: { name: 'CI', workflow_id: 7, head_branch: branch, conclusion, ...over },
  });
  const nothing = ['ignored', 'Nothing fires that this would end.'];
  const sha = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e';

  it('fires when a run fails, until one of the same branch succeeds', async () => {
    await sendSigned('github', 'workflow_run', run('success'));
    await runJobs(server);
    expect(await inbox()).toEqual([nothing]);
    await sendSigned('github', 'workflow_run', run('failure'));
    await runJobs(server);
    await sendSigned('github', 'workflow_run', run('success', 'feature'));
    await sendSigned('github', 'workflow_run', run('cancelled'));
    await runJobs(server);
    const name = 'Workflow failed: CI';
    expect(await alerts()).toMatchObject([{ name, severity: 'warning', status: 'firing' }]);
    await sendSigned('github', 'workflow_run', run('success'));
    await runJobs(server);
    expect(await alerts()).toMatchObject([{ name, status: 'resolved' }]);
  });

  it('is not ended by a fork whose branch has the same name', async () => {
    await sendSigned('github', 'workflow_run', run('failure'));
    const fork = { head_repository: { full_name: 'mallory/shop' } };
    await sendSigned('github', 'workflow_run', run('success', 'main', fork));
    await runJobs(server);
    expect(await alerts()).toMatchObject([{ status: 'firing' }]);
  });

  it('understands what arrives together in its order', async () => {
    for (const conclusion of ['success', 'failure', 'success', 'success'])
      // oxlint-disable-next-line no-await-in-loop -- their order matters
      await sendSigned('github', 'workflow_run', run(conclusion));
    await runJobs(server);
    expect(await inbox()).toEqual([nothing, ['done', null], ['done', null], nothing]);
    expect(await alerts()).toMatchObject([{ status: 'resolved', occurrences: 1 }]);
  });

  it('takes a delivery that is sent again once', async () => {
    const first = await sendSigned('github', 'workflow_run', run('failure'), 'the-same');
    const again = await sendSigned('github', 'workflow_run', run('failure'), 'the-same');
    expect(again.body).toEqual(first.body);
    await runJobs(server);
    expect(await alerts()).toMatchObject([{ occurrences: 1 }]);
  });

  it('tells of deployments once they are over, each once however often it is told', async () => {
    const status = (state: string, over: object = {}) => ({
      action: 'created',
      repository: { full_name: 'acme/shop' },
      deployment: { id: 7, sha, environment: 'Live', production_environment: true, ...over },
      deployment_status: {
        state,
        environment: 'Live',
        log_url: 'https://github.com/acme/shop/actions/runs/1',
        target_url: '',
        created_at: server.clock.now().toISOString(),
      },
    });
    for (const state of ['in_progress', 'failure', 'success', 'inactive'])
      // oxlint-disable-next-line no-await-in-loop -- their order matters
      await sendSigned('github', 'deployment_status', status(state));
    await sendSigned('github', 'deployment_status', status('success', { sha: 'main' }));
    await runJobs(server);
    const over = (state: string) => `A deployment that is ${state} neither succeeds nor fails.`;
    expect((await inbox()).slice(0, 4)).toEqual([
      ['ignored', over('in_progress')],
      ['done', null],
      ['done', null],
      ['ignored', over('inactive')],
    ]);
    expect((await inbox())[4]?.[1]).toMatch(/^The deployment is wrong: sha: /);
    const { rows } = await server.owner.query(
      'select sha, environment, is_production, status, repository, url from deploys',
    );
    expect(rows).toEqual([
      {
        sha,
        environment: 'Live',
        is_production: true,
        status: 'succeeded',
        repository: 'acme/shop',
        url: 'https://github.com/acme/shop/actions/runs/1',
      },
    ]);
    expect(await alerts()).toEqual([]);
  });

  it('reads forms, too', async () => {
    const body = new URLSearchParams({ payload: JSON.stringify(run('failure')) }).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-github-event': 'workflow_run',
      'x-hub-signature-256': `sha256=${signBody(Buffer.from(body), secret)}`,
    };
    expect((await send('github', body, headers)).status).toBe(200);
    await runJobs(server);
    expect(await alerts()).toMatchObject([{ status: 'firing' }]);
  });
});

describe('POST /hooks/sentry', () => {
  const metric = (action: string) => ({
    action,
    data: {
      metric_alert: { alert_rule: { id: '7', name: 'Too many errors' }, projects: ['shop'] },
      description_text: '1000 events in the last 10 minutes',
    },
  });

  it('keeps how bad it was when it is over', async () => {
    await sendSigned('sentry', 'metric_alert', metric('critical'));
    await sendSigned('sentry', 'metric_alert', metric('resolved'));
    await runJobs(server);
    expect(await alerts()).toMatchObject([
      { name: 'Too many errors', severity: 'critical', status: 'resolved' },
    ]);
  });

  it('leaves what is about no alert', async () => {
    await sendSigned('sentry', 'installation', { action: 'created', data: {} });
    await sendSigned('sentry', 'metric_alert', metric('muted'));
    await runJobs(server);
    expect(await inbox()).toEqual([
      ['ignored', 'Nothing is read of what Sentry calls installation.'],
      ['ignored', 'Nothing is read of a metric alert that is muted.'],
    ]);
  });
});

describe('who may send', () => {
  const stored = async () => (await inbox()).length;
  const told = Buffer.from('{"action":"created","data":{}}');
  const signature = signBody(told, secret);

  it.each([
    ['github', {}, 'The header x-hub-signature-256 is missing.'],
    [
      'github',
      { 'x-hub-signature-256': signature },
      'The header x-hub-signature-256 is no signature of the expected form.',
    ],
    [
      'github',
      { 'x-hub-signature-256': `sha256=${signBody(told, 'another')}` },
      'The signature is not of this body and the known secret.',
    ],
    ['sentry', {}, 'The header sentry-hook-signature is missing.'],
    [
      'sentry',
      { 'sentry-hook-signature': `${signature}00` },
      'The header sentry-hook-signature is no signature of the expected form.',
    ],
    [
      'sentry',
      { 'sentry-hook-signature': '0'.repeat(64) },
      'The signature is not of this body and the known secret.',
    ],
  ])('%s with %j is refused, and leaves nothing', async (kind, headers, message) => {
    const answer = await send(kind, told, headers);
    expect(answer.error).toMatchObject({ code: 'unauthenticated', message });
    expect(await stored()).toBe(0);
  });

  it('nobody who signs without a known secret', async () => {
    const made = await server.inject('POST /api/v1/sources', {
      as: owner,
      body: { kind: 'sentry', name: 'Without a secret' },
    });
    const { error } = await server.inject(`POST ${new URL(made.body.url).pathname}`, {
      body: told,
      headers: { 'sentry-hook-signature': signature },
    });
    expect(error?.message).toBe('The client secret of this source is not known: set it first.');
  });

  it('no ingest key, whatever its scopes, and no key of another kind', async () => {
    const ingest = await server.ingestKey(['batch', 'load_tests', 'autofix']);
    const key = ingest.headers['authorization']?.replace('Bearer ', '') ?? '';
    const { error } = await server.inject(`POST /hooks/alertmanager/${key}`, { body: {} });
    expect(error).toMatchObject({ code: 'forbidden', details: { scope: 'alertmanager' } });
    const other = sources['generic']?.path.replace('generic', 'alertmanager');
    expect((await server.inject(`POST ${other}`, { body: {} })).status).toBe(401);
    expect(await stored()).toBe(0);
  });
});

describe('Send test', () => {
  it.each(['alertmanager', 'sentry', 'github', 'generic'])('of %s arrives', async (kind) => {
    const id = sources[kind]?.id ?? '';
    const sent = await server.inject(`POST /api/v1/sources/${id}/test`, { as: owner });
    expect(sent.status).toBe(201);
    await runJobs(server);
    const { body } = await server.inject('GET /api/v1/sources', { as: owner });
    const source = body.items.find((one: { id: string }) => one.id === id);
    expect(source.lastTest).toMatchObject({ state: 'arrived' });
    expect(await alerts()).toEqual([]);
    expect(await inbox()).toEqual([
      ['ignored', 'A test: it can be read, and nothing of it is kept.'],
    ]);
  });
});

const vectors = new URL('../../../../../shared/fixtures/signatures/vectors.json', import.meta.url);
const isHere = existsSync(vectors);

describe.skipIf(!isHere)(
  isHere ? 'the collected signatures' : 'the collected signatures (not on this machine)',
  () => {
    interface Vector {
      scheme: string;
      secret: string;
      body?: string;
      bodyFile?: string;
      headers: Record<string, string>;
    }
    const known: Vector[] = isHere ? JSON.parse(readFileSync(vectors, 'utf8')) : [];
    const usable = known.filter(({ scheme }) => scheme === 'github' || scheme === 'sentry');

    it.each(usable)('of $scheme are accepted', async ({ scheme, body, bodyFile, ...vector }) => {
      const made = await server.inject('POST /api/v1/sources', {
        as: owner,
        body: { kind: scheme, name: scheme, secret: vector.secret },
      });
      const sent = bodyFile
        ? readFileSync(new URL(`../${bodyFile}`, vectors))
        : Buffer.from(body ?? '');
      const path = new URL(made.body.url).pathname;
      const { headers } = vector;
      expect((await server.inject(`POST ${path}`, { body: sent, headers })).status).toBe(200);
      sent[0] = (sent[0] ?? 0) + 1;
      expect((await server.inject(`POST ${path}`, { body: sent, headers })).status).toBe(401);
    });
  },
);
