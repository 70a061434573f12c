import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { limitBytes, mostAlerts } from './alert-driver.ts';

let server: TestServer;
let owner: Credential;
const paths: Record<string, string> = {};
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
  for (const kind of ['alertmanager', 'generic']) {
    const body = { kind, name: kind };
    const made = await server.inject('POST /api/v1/sources', { as: owner, body });
    paths[kind] = `POST ${new URL(made.body.url).pathname}`;
  }
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.advance({ seconds: 1 });
  await server.owner.query('truncate inbox, alerts, alert_events');
});

const deliver = async (kind: string, body: string | Buffer) => {
  const answer = await server.inject(paths[kind] ?? '', {
    body,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(200);
  await runJobs(server);
  const { rows } = await server.owner.query('select state, reason from inbox');
  return rows[0];
};
const alerts = async () => (await server.owner.query('select * from alerts order by name')).rows;
const list = async () => server.inject('GET /api/v1/alerts', { as: owner });

const group = (...told: unknown[]): string => JSON.stringify({ status: 'firing', alerts: told });
const alert = (labels: unknown, over: object = {}) => ({ status: 'firing', labels, ...over });

describe('hostile bodies', () => {
  it.each([
    ['', 'The body is empty.'],
    ['{"alerts":', 'The body is not JSON.'],
    ['\u0000', 'The body is not JSON.'],
    ['null', 'This is no webhook of Alertmanager: it has no list of alerts.'],
    ['[]', 'This is no webhook of Alertmanager: it has no list of alerts.'],
    ['"alerts"', 'This is no webhook of Alertmanager: it has no list of alerts.'],
    ['{"alerts":{}}', 'This is no webhook of Alertmanager: it has no list of alerts.'],
    [
      '{"alerts":[null,1,"x",[],{},{"labels":[]},{"labels":{},"status":"odd"}]}',
      'None of its alerts has labels and a status of firing or resolved.',
    ],
  ])('%j lies on the poison list, with the reason', async (body, reason) => {
    expect(await deliver('alertmanager', body)).toEqual({ state: 'poisoned', reason });
    expect(await alerts()).toEqual([]);
  });

  it('reads what can be read beside what cannot', async () => {
    const read = await deliver('alertmanager', group(7, alert({ alertname: 'Good' }), null));
    expect(read).toEqual({ state: 'done', reason: '2 of its alerts could not be read.' });
    expect(await alerts()).toMatchObject([{ name: 'Good' }]);
  });

  it('keeps markup as text, and no address that is a script', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const labels = { alertname: name, severity: '"><script>', __proto__: 'x' };
    await deliver(
      'alertmanager',
      group(alert(labels, { generatorURL: 'javascript:alert(1)', annotations: { summary: name } })),
    );
    expect(await alerts()).toMatchObject([{ name, severity: 'warning', url: null }]);
    const answer = await list();
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.body.items[0].name).toBe(name);
  });

  it('does not take names of the language for labels of it', async () => {
    const body =
      '{"alerts":[{"labels":{"alertname":"Proto","__proto__":{"severity":"critical"},"constructor":"x"}}]}';
    await deliver('alertmanager', body);
    expect(await alerts()).toMatchObject([{ name: 'Proto', severity: 'warning' }]);
    expect(Object.prototype).not.toHaveProperty('severity');
  });

  it('cuts megabytes, and takes secrets and NUL out', async () => {
    const huge = 'x'.repeat(1_000_000);
    await deliver(
      'alertmanager',
      group(
        alert(
          { alertname: `Big\u0000${huge}`, huge, password: 'hunter2', lone: '\ud800' },
          { annotations: { description: huge }, fingerprint: huge },
        ),
      ),
    );
    const [row] = await alerts();
    expect(row.name.length).toBeLessThanOrEqual(300);
    expect(JSON.stringify(row).length).toBeLessThan(40_000);
    expect(JSON.stringify(row)).not.toContain('hunter2');
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(answer.text.length).toBeLessThan(40_000);
  });

  it('bounds how many labels an alert has', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`label_${n}`, 'x']));
    await deliver('alertmanager', group(alert({ alertname: 'Many', ...many })));
    const [row] = await alerts();
    expect(Object.keys(row.labels).length).toBeLessThanOrEqual(64);
  });

  it('reads the first alerts of a body with many, and says so', async () => {
    const told = Array.from({ length: 20_000 }, (_, n) => ({ labels: { alertname: `a${n}` } }));
    // Of one group, so that it is one incident and one run.
    const body = JSON.stringify({ groupLabels: { cluster: 'eu' }, alerts: told });
    const { state, reason } = await deliver('alertmanager', body);
    expect([state, reason]).toEqual(['done', `Read the first ${mostAlerts} of 20000 alerts.`]);
    expect(await alerts()).toHaveLength(mostAlerts);
  });

  it('refuses a million alerts before they are stored', async () => {
    const body = `{"alerts":[${'{"labels":{"a":"b"}},'.repeat(999_999)}{"labels":{}}]}`;
    expect(body.length).toBeGreaterThan(limitBytes);
    const answer = await server.inject(paths['alertmanager'] ?? '', { body });
    expect(answer.error?.code).toBe('payload_too_large');
    const { rows } = await server.owner.query('select count(*)::int as count from inbox');
    expect(rows).toEqual([{ count: 0 }]);
  });

  it.each(['alertmanager', 'generic'])('survives deep nesting, sent to %s', async (kind) => {
    const depth = 200_000;
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const body = `{"name":${deep},"alerts":[{"labels":{"alertname":${deep}},"annotations":${deep}}]}`;
    const { state, reason } = await deliver(kind, body);
    expect(['done', 'poisoned']).toContain(state);
    if (state === 'poisoned') expect(reason).not.toBe('');
    expect((await list()).status).toBe(200);
  });

  it('goes on with the others', async () => {
    const bodies = [
      '{',
      group(alert({ alertname: 'A' })),
      'null',
      group(alert({ alertname: 'B' })),
    ];
    for (const body of bodies)
      // oxlint-disable-next-line no-await-in-loop -- in one order
      await server.inject(paths['alertmanager'] ?? '', { body });
    await runJobs(server);
    expect(await alerts()).toMatchObject([{ name: 'A' }, { name: 'B' }]);
    const { rows } = await server.owner.query(
      'select state, count(*)::int from inbox group by 1 order by 1',
    );
    expect(rows).toEqual([
      { state: 'done', count: 2 },
      { state: 'poisoned', count: 2 },
    ]);
  });

  it('reads large ones that arrive together, a few at a time', async () => {
    const filler = 'x'.repeat(6_000_000);
    for (const name of ['A', 'B', 'C'])
      // oxlint-disable-next-line no-await-in-loop -- in one order
      await server.inject(paths['alertmanager'] ?? '', {
        body: group(alert({ alertname: name, filler })),
      });
    await runJobs(server);
    expect(await alerts()).toHaveLength(3);
  });
});
