import { randomUUID } from 'node:crypto';
import type { AlertMetric, IncidentImpact } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { foldRequests } from '../../test/figures/fold-requests.ts';
import { sendRequests } from '../../test/figures/send-requests.ts';
import {
  makeDelivery,
  makeReport,
  makeSource,
  receiveDeliveries,
} from '../../test/incidents/receive-reports.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { AlertReport } from '../alerts/alerts.ts';

let server: TestServer;
let ada: Credential;
let key: Credential;
/** By the name of its alert. */
const made = new Map<string, { readonly alert: string; readonly incident: string }>();

const requests = (count: number, given: Parameters<typeof sendRequests>[2][number] = {}) =>
  sendRequests(
    server,
    key,
    Array.from({ length: count }, () => given),
  );

const fire = async (given: Partial<AlertReport>): Promise<void> => {
  const report = makeReport(server, { fingerprint: randomUUID(), labels: {}, ...given });
  await receiveDeliveries(server, makeDelivery(server, makeSource(), [report]));
  const { rows } = await server.owner.query<{ alert: string; incident: string }>(
    `select a.id as alert, m.incident_id as incident
     from alerts a join incident_alerts m on m.alert_id = a.id
     where a.name = $1`,
    [report.name],
  );
  const [row] = rows;
  if (!row) throw new Error(`${report.name} is part of no incident`);
  made.set(report.name, row);
};

const idOf = (name: string, of: 'alert' | 'incident'): string => made.get(name)?.[of] ?? '';
const impactOf = async (name: string): Promise<IncidentImpact> => {
  const path = `GET /api/v1/incidents/${idOf(name, 'incident')}/impact` as const;
  return (await server.inject(path, { as: ada })).body as IncidentImpact;
};
const metricOf = async (name: string): Promise<AlertMetric['metric']> => {
  const path = `GET /api/v1/alerts/${idOf(name, 'alert')}/metric` as const;
  return ((await server.inject(path, { as: ada })).body as AlertMetric).metric;
};

/** A quiet hour, then five minutes in which one endpoint fails. */
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  ada = await server.operator('operator');
  key = await server.ingestKey();
  await requests(60, { responseTimeMs: 20 });
  await requests(30, { endpoint: '/search', responseTimeMs: 40 });
  server.clock.advance({ minutes: 30 });
  await fire({
    name: 'HighErrorRate',
    service: 'shop',
    annotations: { runbook_url: 'https://runbooks.example.com/errors' },
  });
  await fire({
    name: 'SearchFails',
    service: 'search',
    labels: { handler: '/search' },
    annotations: { runbook_url: 'javascript:alert(1)' },
  });
  await fire({
    name: 'HostHighCpuLoad',
    service: 'machines',
    labels: { instance: 'web-1:9100', route: '/no-such-endpoint' },
  });
  server.clock.advance({ minutes: 2 });
  await requests(6, { responseTimeMs: 400 });
  await requests(4, { endpoint: '/search', statusCode: 503, responseTimeMs: 900 });
  server.clock.advance({ minutes: 3 });
  // What is not folded yet is counted, but no endpoint is known by it.
  await foldRequests(server);
});
afterAll(() => server.close());

describe('GET /api/v1/incidents/:id/impact', () => {
  it('needs somebody who may read incidents, and an incident', async () => {
    const path = `GET /api/v1/incidents/${idOf('HighErrorRate', 'incident')}/impact` as const;
    expect((await server.inject(path)).status).toBe(401);
    const finance = await server.operator('finance');
    expect((await server.inject(path, { as: finance })).error?.details).toMatchObject({
      permission: 'incidents.read',
    });
    const get = (id: string) => server.inject(`GET /api/v1/incidents/${id}/impact`, { as: ada });
    expect((await get('x')).error?.code).toBe('invalid_request');
    expect((await get(randomUUID())).error?.code).toBe('not_found');
  });

  it('tells of all requests while it is open, and of the hour before', async () => {
    const { changes, requests: around } = await impactOf('HighErrorRate');
    expect(changes).toEqual([{ kind: 'opened', at: '2026-11-21T10:30:00.000Z' }]);
    expect(around).toMatchObject({
      endpoint: null,
      range: { from: '2026-11-21T09:30:00.000Z', to: '2026-11-21T10:35:00.000Z' },
      stepSeconds: 60,
      before: {
        requests: 90,
        errors: 0,
        range: { from: '2026-11-21T09:30:00.000Z', to: '2026-11-21T10:30:00.000Z' },
      },
      during: {
        requests: 10,
        errors: 4,
        errorRate: 0.4,
        range: { from: '2026-11-21T10:30:00.000Z', to: '2026-11-21T10:35:00.000Z' },
      },
    });
    const told = around?.series.filter((moment) => moment.requests > 0);
    expect(told?.map(({ at, errorRate }) => [at, errorRate])).toEqual([
      ['2026-11-21T10:00:00.000Z', 0],
      ['2026-11-21T10:32:00.000Z', 0.4],
    ]);
    expect(around?.series).toHaveLength(65);
  });

  it('tells of the endpoint that its alerts name, if that is known', async () => {
    expect((await impactOf('SearchFails')).requests).toMatchObject({
      endpoint: '/search',
      before: { requests: 30, errorRate: 0 },
      during: { requests: 4, errorRate: 1 },
    });
    expect((await impactOf('HostHighCpuLoad')).requests).toMatchObject({ endpoint: null });
  });

  it('ends with the incident, and tells when that was resolved and opened again', async () => {
    const act = (action: string) =>
      server.inject(`POST /api/v1/incidents/${idOf('HighErrorRate', 'incident')}/${action}`, {
        as: ada,
        body: {},
      });
    await act('resolve');
    server.clock.advance({ minutes: 10 });
    await requests(5, { statusCode: 500 });
    const resolved = await impactOf('HighErrorRate');
    expect(resolved.changes.map(({ kind }) => kind)).toEqual(['opened', 'resolved']);
    expect(resolved.requests?.during).toMatchObject({ requests: 10, errors: 4 });
    await act('reopen');
    const reopened = await impactOf('HighErrorRate');
    expect(reopened.changes).toEqual([
      { kind: 'opened', at: '2026-11-21T10:30:00.000Z' },
      { kind: 'resolved', at: '2026-11-21T10:35:00.000Z' },
      { kind: 'reopened', at: '2026-11-21T10:45:00.000Z' },
    ]);
    expect(reopened.requests?.range.to).toBe('2026-11-21T10:45:00.000Z');
  });
});

it('an alert and its incident lead to the runbook, where that is an address of the web', async () => {
  const runbooksOf = async (name: string): Promise<unknown[]> => {
    const alert = await server.inject(`GET /api/v1/alerts/${idOf(name, 'alert')}`, { as: ada });
    const path = `GET /api/v1/incidents/${idOf(name, 'incident')}` as const;
    const incident = await server.inject(path, { as: ada });
    return [alert.body.runbookUrl, incident.body.runbookUrls];
  };
  const url = 'https://runbooks.example.com/errors';
  expect(await runbooksOf('HighErrorRate')).toEqual([url, [url]]);
  expect(await runbooksOf('SearchFails')).toEqual([null, []]);
  expect(await runbooksOf('HostHighCpuLoad')).toEqual([null, []]);
});

describe('GET /api/v1/alerts/:id/metric', () => {
  it('needs somebody who may read incidents, and an alert', async () => {
    const path = `GET /api/v1/alerts/${idOf('SearchFails', 'alert')}/metric` as const;
    expect((await server.inject(path)).status).toBe(401);
    const finance = await server.operator('finance');
    expect((await server.inject(path, { as: finance })).status).toBe(403);
    const get = (id: string) => server.inject(`GET /api/v1/alerts/${id}/metric`, { as: ada });
    expect((await get('x')).error?.code).toBe('invalid_request');
    expect((await get(randomUUID())).error?.code).toBe('not_found');
  });

  it('is the requests of the endpoint that its labels name', async () => {
    expect(await metricOf('SearchFails')).toMatchObject({
      type: 'requests',
      endpoint: '/search',
      during: { requests: 4, errorRate: 1 },
    });
  });

  it('is nothing that is known where neither endpoint, check nor machine is', async () => {
    expect(await metricOf('HighErrorRate')).toBeNull();
    expect(await metricOf('HostHighCpuLoad')).toBeNull();
  });

  it('is what a check measures of the machine, once one looks at it', async () => {
    const checkId = await makeCheck({ kind: 'cpu', name: 'CPU of web-1', host: 'web-1' });
    await addRun({ checkId, minutesAgo: 20, value: 97 });
    await addRun({ checkId, minutesAgo: 10, value: 99 });
    expect(await metricOf('HostHighCpuLoad')).toMatchObject({
      type: 'check',
      isSource: false,
      check: { id: checkId, kind: 'cpu', name: 'CPU of web-1' },
      warningAt: 85,
      criticalAt: 95,
      stepSeconds: 60,
      points: [
        { mean: 97, max: 97 },
        { mean: 99, max: 99 },
      ],
    });
  });

  it('is what the check behind it measured, also once that is removed', async () => {
    const checkId = await makeCheck({ kind: 'disk', name: 'Disk of db-1', host: null });
    await addRun({ checkId, minutesAgo: 1, value: 96 });
    await receiveDeliveries(
      server,
      makeDelivery(server, { kind: 'check', id: checkId, name: 'Disk of db-1' }, [
        makeReport(server, { fingerprint: checkId, name: 'Disk of db-1' }),
      ]),
    );
    const { rows } = await server.owner.query<{ id: string }>(
      'select id from alerts where source_id = $1',
      [checkId],
    );
    made.set('Disk of db-1', { alert: rows[0]?.id ?? '', incident: '' });
    await server.owner.query('delete from check_states where check_id = $1', [checkId]);
    await server.owner.query('delete from checks where id = $1', [checkId]);
    expect(await metricOf('Disk of db-1')).toMatchObject({
      type: 'check',
      isSource: true,
      check: { kind: 'disk', name: 'Disk of db-1' },
      points: [{ mean: 96 }],
    });
  });

  it('is what days have of it, where single runs are no longer kept', async () => {
    const checkId = await makeCheck({ kind: 'cpu', name: 'CPU of old-1', host: 'old-1' });
    await server.owner.query(
      `insert into check_runs_daily (bucket, check_id, ok, warning, critical, unknown, measured,
         value_sum, value_max)
       values ('2026-08-01', $1, 8, 0, 2, 0, 10, 500, 99)`,
      [checkId],
    );
    await fire({ name: 'OldHighCpu', labels: { host: 'old-1' } });
    await server.owner.query(
      `update alerts set status = 'resolved', started_at = '2026-08-01T10:00:00Z',
         ended_at = '2026-08-01T10:10:00Z' where id = $1`,
      [idOf('OldHighCpu', 'alert')],
    );
    expect(await metricOf('OldHighCpu')).toMatchObject({
      type: 'check',
      check: { name: 'CPU of old-1' },
      range: { from: '2026-07-25T10:00:00.000Z', to: '2026-08-08T10:10:00.000Z' },
      latestRunId: null,
      criticalAt: null,
      stepSeconds: 86_400,
      points: [{ mean: 50, max: 99 }],
    });
  });
});

const makeCheck = async (given: {
  kind: 'cpu' | 'disk';
  name: string;
  host: string | null;
}): Promise<string> => {
  const id = randomUUID();
  const now = server.clock.now();
  await server.owner.query(
    `insert into checks (id, kind, name, host, every_minutes, failures_before_alert, is_enabled,
       config, version, created_at, updated_at)
     values ($1, $2, $3, $4, 1, 1, true, '{}', 1, $5, $5)`,
    [id, given.kind, given.name, given.host, now],
  );
  await server.owner.query('insert into check_states (check_id) values ($1)', [id]);
  return id;
};

const addRun = ({
  checkId,
  minutesAgo,
  value,
}: {
  checkId: string;
  minutesAgo: number;
  value: number;
}): Promise<unknown> =>
  server.owner.query(
    `insert into check_runs (created_at, id, check_id, kind, name, result, message, value,
       warning_at, critical_at, duration_ms, host, cause)
     select $1::timestamptz - $2 * interval '1 minute', gen_random_uuid(), id, kind, name, 'critical',
       'Too much.', $3, 85, 95, 1, 'web-1', 'schedule'
     from checks where id = $4`,
    [server.clock.now(), minutesAgo, value, checkId],
  );
