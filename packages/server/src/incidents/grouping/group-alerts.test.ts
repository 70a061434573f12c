import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertChange, groupInOne, openOne } from '../../../test/incidents/group-alerts.ts';
import { explainQueries } from '../../../test/explain.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { groupAlerts } from '../incidents.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const read = async (id: string) => {
  const { rows } = await server.owner.query('select * from incidents where id = $1', [id]);
  return rows[0];
};
const eventsOf = async (id: string): Promise<string[]> => {
  const { rows } = await server.owner.query<{ kind: string }>(
    'select kind from incident_events where incident_id = $1 order by at, id',
    [id],
  );
  return rows.map(({ kind }) => kind);
};

describe('grouping', () => {
  it('opens an incident, with its alert and its record', async () => {
    const { id, alertId } = await openOne(server, {
      severity: 'critical',
      service: 'checkout',
      traceId: 'ab'.repeat(16),
    });
    expect(await read(id)).toMatchObject({
      title: 'HighErrorRate',
      service: 'checkout',
      severity: 'critical',
      state: 'open',
      alert_count: 1,
      firing_count: 1,
      trace_id: 'ab'.repeat(16),
      version: 1,
    });
    const { rows } = await server.owner.query(
      'select * from incident_alerts where incident_id = $1',
      [id],
    );
    expect(rows).toMatchObject([{ alert_id: alertId, is_current: true, status: 'firing' }]);
    expect(await eventsOf(id)).toEqual(['opened']);
  });

  it('makes one incident of a group that several transactions tell of at the same time', async () => {
    const groups = await Promise.all(
      Array.from({ length: 8 }, (_, delivery) =>
        groupInOne(
          server,
          // In another order each time.
          ['north', 'south', 'east']
            .toSorted(() => (delivery % 2 === 0 ? 1 : -1))
            .map((groupKey) => alertChange(server, { groupKey })),
        ),
      ),
    );
    const grouped = groups.flatMap((each) => [...each.values()]);
    expect(new Set(grouped.map(({ incidentId }) => incidentId)).size).toBe(3);
    expect(grouped.filter(({ change }) => change === 'opened')).toHaveLength(3);
    const [first] = grouped;
    expect(await read(first?.incidentId ?? '')).toMatchObject({ alert_count: 8, firing_count: 8 });
  });

  it('resolves, reopens and follows, and tells so', async () => {
    const { id, alertId } = await openOne(server, { groupKey: 'g' });
    const tell = async (status: 'firing' | 'resolved') => {
      server.clock.advance({ minutes: 5 });
      const change = alertChange(server, { alertId, groupKey: 'g', status });
      return (await groupInOne(server, [change])).get(alertId);
    };
    expect((await tell('resolved'))?.change).toBe('resolved');
    expect(await read(id)).toMatchObject({
      state: 'resolved',
      resolved_by_itself: true,
      version: 2,
    });
    expect(await tell('firing')).toEqual({
      incidentId: id,
      incidentOpened: false,
      change: 'reopened',
    });
    expect(await read(id)).toMatchObject({ state: 'open', reopenings: 1, resolved_at: null });
    await tell('resolved');
    server.clock.advance({ minutes: 56 });
    const later = await tell('firing');
    expect(later?.change).toBe('opened');
    expect(await read(later?.incidentId ?? '')).toMatchObject({ follows: id, alert_count: 1 });
    expect(await read(id)).toMatchObject({ state: 'resolved', alert_count: 1, firing_count: 0 });
    expect(await eventsOf(id)).toEqual(['opened', 'resolved', 'reopened', 'resolved']);
  });

  it('tells once of many that join or end together, and of a severity that rose', async () => {
    const { id } = await openOne(server, { groupKey: 'many' });
    server.clock.advance({ minutes: 1 });
    const changes = Array.from({ length: 7 }, () =>
      alertChange(server, { groupKey: 'many', severity: 'critical' }),
    );
    await groupInOne(server, changes);
    server.clock.advance({ minutes: 1 });
    await groupInOne(
      server,
      changes.map((change) => ({ ...change, status: 'resolved', at: server.clock.now() })),
    );
    expect(await eventsOf(id)).toEqual([
      'opened',
      'alerts_joined',
      'severity_raised',
      'alerts_resolved',
    ]);
    const { rows } = await server.owner.query(
      "select details from incident_events where incident_id = $1 and kind = 'alerts_joined'",
      [id],
    );
    expect(rows[0].details.alerts).toMatchObject({ count: 7 });
    expect(rows[0].details.alerts.named).toHaveLength(5);
  });

  it('takes thousands of alerts in a dozen statements', async () => {
    const changes = Array.from({ length: 2_000 }, (_, index) =>
      alertChange(server, { groupKey: `storm ${index % 50}` }),
    );
    const queries = await explainQueries(server.urls.owner, (db) =>
      db.transaction().execute((tx) => groupAlerts({ tx, clock: server.clock }, changes)),
    );
    expect(queries.length).toBeLessThanOrEqual(12);
    const { rows } = await server.owner.query<{ groups: number; alerts: number }>(
      `select count(*)::int as groups, sum(alert_count)::int as alerts
       from incidents i where exists (
         select from incident_alerts a where a.incident_id = i.id and a.alert_id = any ($1))`,
      [changes.map(({ alertId }) => alertId)],
    );
    expect(rows[0]).toEqual({ groups: 50, alerts: 2_000 });
  });
});
