import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeDelivery,
  makeReport,
  makeSource,
  receiveDeliveries,
} from '../../test/incidents/receive-reports.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createDatabase } from '../platform/db/database.ts';
import { receiveAlerts, type AlertReport, type ReportedAlerts } from './alerts.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
});
afterAll(() => server.close());

const source = makeSource;
const report = (given?: Partial<AlertReport>) => makeReport(server, given);
const delivery = (
  from: ReportedAlerts['source'],
  alerts: readonly AlertReport[],
  given?: Partial<ReportedAlerts>,
) => makeDelivery(server, from, alerts, given);
const receive = (...reported: readonly ReportedAlerts[]) => receiveDeliveries(server, ...reported);

const alertsOf = async ({ id }: ReportedAlerts['source']) => {
  const { rows } = await server.owner.query(
    'select * from alerts where source_id = $1 order by fingerprint',
    [id],
  );
  return rows as (Record<string, unknown> & { id: string })[];
};
const eventsOf = async (from: ReportedAlerts['source']) => {
  const { rows } = await server.owner.query(
    `select e.* from alert_events e join alerts a on a.id = e.alert_id
     where a.source_id = $1 order by e.created_at, e.id`,
    [from.id],
  );
  return rows as Record<string, unknown>[];
};
const incidentsOf = async (from: ReportedAlerts['source']) => {
  const { rows } = await server.owner.query(
    `select distinct i.id, i.state, i.opened_at from incidents i
     join incident_alerts m on m.incident_id = i.id
     where m.source_id = $1 order by i.opened_at`,
    [from.id],
  );
  return rows as Record<string, unknown>[];
};

describe('receiveAlerts', () => {
  it('keeps an alert, opens an incident and starts a run', async () => {
    const from = source();
    const traceId = 'a'.repeat(32);
    const sent = delivery(from, [report({ traceId, service: 'checkout' })]);
    await receive(sent);
    const [alert] = await alertsOf(from);
    expect(alert).toMatchObject({
      status: 'firing',
      severity: 'warning',
      service: 'checkout',
      occurrences: 1,
      is_grouped: true,
      trace_id: traceId,
      delivery_id: sent.eventKey,
      version: 1,
    });
    const [event] = await eventsOf(from);
    expect(event).toMatchObject({ kind: 'opened', matters: true, run_id: expect.any(String) });
    expect(await incidentsOf(from)).toMatchObject([{ state: 'open' }]);
    const { rows } = await server.owner.query(
      'select alert_event_id, cause, trace_id from alert_runs where run_id = $1',
      [event?.['run_id']],
    );
    expect(rows).toEqual([{ alert_event_id: event?.['id'], cause: 'opened', trace_id: traceId }]);
  });

  it('changes nothing by what is read twice', async () => {
    const from = source();
    const sent = delivery(from, [report(), report({ fingerprint: 'f2' })]);
    await receive(sent);
    const before = [await alertsOf(from), await eventsOf(from)];
    server.clock.advance({ minutes: 1 });
    await receive(sent);
    await receive(sent, sent);
    expect([await alertsOf(from), await eventsOf(from)]).toEqual(before);
  });

  it('gives an alert without a trace that of its run', async () => {
    const from = source();
    await receive(delivery(from, [report()]));
    const [alert] = await alertsOf(from);
    const [event] = await eventsOf(from);
    expect(alert?.['trace_id']).toBe(String(event?.['run_id']).replaceAll('-', ''));
  });

  it('starts no run for numbers, and one for severity', async () => {
    const from = source();
    await receive(delivery(from, [report({ description: '93 % failed' })]));
    server.clock.advance({ minutes: 5 });
    await receive(delivery(from, [report({ description: '94 % failed' })]));
    server.clock.advance({ minutes: 5 });
    await receive(delivery(from, [report({ severity: 'critical' })]));
    expect(await eventsOf(from)).toMatchObject([
      { kind: 'opened', matters: true },
      { kind: 'changed', matters: false, run_id: null },
      { kind: 'changed', matters: true, run_id: expect.any(String) },
    ]);
    expect(await alertsOf(from)).toMatchObject([
      { severity: 'critical', occurrences: 3, version: 2 },
    ]);
  });

  it('ends the incident with its last alert, and opens it again', async () => {
    const from = source();
    const began = server.clock.now();
    await receive(delivery(from, [report()]));
    server.clock.advance({ minutes: 4 });
    const endedAt = server.clock.now();
    await receive(delivery(from, [report({ status: 'resolved', startedAt: began, endedAt })]));
    expect(await alertsOf(from)).toMatchObject([{ status: 'resolved', ended_at: endedAt }]);
    expect(await incidentsOf(from)).toMatchObject([{ state: 'resolved' }]);
    server.clock.advance({ minutes: 10 });
    await receive(delivery(from, [report()]));
    expect(await alertsOf(from)).toMatchObject([{ status: 'firing', ended_at: null }]);
    expect(await incidentsOf(from)).toMatchObject([{ state: 'open' }]);
  });

  it('turns no time back for what comes late', async () => {
    const from = source();
    const began = server.clock.now();
    const firing = delivery(from, [report()]);
    server.clock.advance({ minutes: 4 });
    const endedAt = server.clock.now();
    const over = report({ status: 'resolved', startedAt: began, endedAt });
    await receive(delivery(from, [over]));
    await receive(firing);
    expect(await alertsOf(from)).toMatchObject([
      { status: 'resolved', occurrences: 1, first_seen_at: began },
    ]);
    expect(await eventsOf(from)).toMatchObject([{ kind: 'late' }, { kind: 'resolved' }]);
    expect(await incidentsOf(from)).toEqual([]);
  });

  it('tells what fired and ended while nobody read', async () => {
    const from = source();
    const began = server.clock.now();
    const firing = delivery(from, [report()]);
    server.clock.advance({ minutes: 4 });
    const over = report({ status: 'resolved', startedAt: began, endedAt: server.clock.now() });
    await receive(delivery(from, [over]), firing);
    expect(await alertsOf(from)).toMatchObject([{ status: 'resolved', is_grouped: true }]);
    expect(await incidentsOf(from)).toMatchObject([{ state: 'resolved' }]);
  });

  it('resolves nothing that a truncated list leaves out', async () => {
    const from = source();
    await receive(delivery(from, [report(), report({ fingerprint: 'f2' })]));
    await receive(delivery(from, [report()], { isTruncated: true }));
    expect(await alertsOf(from)).toMatchObject([{ status: 'firing' }, { status: 'firing' }]);
  });

  it('keeps alerts of different sources apart', async () => {
    const [one, other] = [source('One'), source('Other')];
    await receive(delivery(one, [report()]), delivery(other, [report()]));
    expect([await alertsOf(one), await alertsOf(other)]).toMatchObject([
      [{ source_name: 'One' }],
      [{ source_name: 'Other' }],
    ]);
  });

  it('keeps labels of any name', async () => {
    const from = source();
    const hostile = JSON.parse('{"__proto__": "x", "constructor": "y", "<b>": "<script>"}');
    await receive(delivery(from, [report({ labels: hostile as Record<string, string> })]));
    server.clock.advance({ minutes: 1 });
    await receive(delivery(from, [report({ labels: {} })]));
    expect((await eventsOf(from))[1]?.['changes']).toEqual([
      { field: 'labels.<b>', before: '<script>', after: null },
      { field: 'labels.__proto__', before: 'x', after: null },
      { field: 'labels.constructor', before: 'y', after: null },
    ]);
  });

  it('does not deadlock when several read the same sources in different orders', async () => {
    const sources = Array.from({ length: 6 }, () => source());
    const fingerprints = Array.from({ length: 10 }, (_, n) => `f${n}`);
    const batch = (turned: boolean) => {
      const deliveries = sources.map((from) => {
        const alerts = fingerprints.map((fingerprint) => report({ fingerprint }));
        return delivery(from, turned ? alerts.toReversed() : alerts);
      });
      return receive(...(turned ? deliveries.toReversed() : deliveries));
    };
    await Promise.all([batch(false), batch(true), batch(false), batch(true)]);
    for (const from of sources) {
      const alerts = await alertsOf(from);
      expect(alerts).toHaveLength(10);
      expect(alerts.map((alert) => alert['occurrences'])).toEqual(alerts.map(() => 4));
    }
  });

  it('takes five hundred deliveries in a bounded number of statements', async () => {
    const sources = Array.from({ length: 20 }, () => source());
    const deliveries = Array.from({ length: 500 }, (_, n) => {
      const alerts = Array.from({ length: 4 }, (__, m) =>
        report({ fingerprint: `${n}-${m}`, groupKey: 'the storm' }),
      );
      return delivery(sources[n % sources.length] ?? source(), alerts);
    });
    let statements = 0;
    const counting = createDatabase(server.owner).withPlugin({
      transformQuery: ({ node }) => {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await counting
      .transaction()
      .execute((tx) => receiveAlerts({ tx, clock: server.clock }, deliveries));
    const { rows } = await server.owner.query(
      `select count(*)::int as alerts, count(distinct m.incident_id)::int as incidents
       from alerts a join incident_alerts m on m.alert_id = a.id
       where a.source_id = any($1)`,
      [sources.map(({ id }) => id)],
    );
    expect(rows).toEqual([{ alerts: 2_000, incidents: 20 }]);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(60);
  });
});
