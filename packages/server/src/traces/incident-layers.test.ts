import type { Trace, TraceEntry } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makeAlert, makeIncident } from '../../test/incidents/make-incidents.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { uuidV7 } from '../platform/ids.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const laterTraceId = '0af7651916cd43dd8448eb211c80319c';
const path = `GET /api/v1/traces/${traceId}`;
/** Behind ten o'clock. */
const after = (ms: number): Date => new Date(Date.parse('2026-11-21T10:00:00.000Z') + ms);

let server: TestServer;
let owner: Credential;
let incident: { id: string; number: number };
let alertId: string;
const ids: Record<'run' | 'check' | 'analysis' | 'notification', string> = {
  run: '',
  check: '',
  analysis: '',
  notification: '',
};

/** A run of the alert pipeline about the one alert, as the engine writes it. */
const addRun = async (id: string, trace: string, at: Date): Promise<void> => {
  await server.owner.query(
    `insert into pipeline_runs (created_at, heard_at, id, pipeline, status, attempt, duration_ms,
       trace_id)
     values ($1, $1, $2, 'alerts', 'succeeded', 1, 400, $3)`,
    [at, id, trace],
  );
  await server.owner.query(
    `insert into alert_runs (run_created_at, run_id, incident_id, alert_id, alert_event_id, cause,
       trace_id, received_at, state, stage)
     values ($1, $2, $3, $4, $2, 'opened', $5, $1, 'succeeded', 'notify')`,
    [at, id, incident.id, alertId, trace],
  );
  await server.owner.query(
    `insert into alert_run_starts (run_created_at, run_id, alert_event_id, alert_id, cause, received_at)
     values ($1, $2, $2, $3, 'opened', $1)`,
    [at, id, alertId],
  );
};

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:05:00Z' });
  owner = await server.operator('owner');
  incident = await makeIncident(server, {
    title: 'Checkout fails',
    severity: 'critical',
    openedAt: after(1_000),
    traceId,
  });
  alertId = await makeAlert(server, {
    name: 'CheckoutFails',
    severity: 'critical',
    startedAt: after(0),
    incidentId: incident.id,
    traceId,
  });
  for (const key of ['run', 'check', 'analysis', 'notification'] as const)
    ids[key] = uuidV7(server.clock);
  await addRun(ids.run, traceId, after(1_000));
  await server.owner.query(
    `insert into stage_executions (created_at, id, run_id, pipeline, stage, status, attempt,
       duration_ms, trace_id)
     values ($1, gen_random_uuid(), $2, 'alerts', 'check', 'succeeded', 1, 100, $3)`,
    [after(1_010), ids.run, traceId],
  );
  await server.owner.query(
    `insert into check_runs (created_at, id, check_id, kind, name, result, message, duration_ms, host,
       target, cause, run_id, trace_id)
     values ($1, $2, $2, 'http', 'Shop', 'critical', 'It answered 503.', 80, 'here',
       'https://shop.example', 'pipeline', $3, $4)`,
    [after(1_020), ids.check, ids.run, traceId],
  );
  await server.owner.query(
    `insert into analysis_runs (created_at, id, run_id, alert_id, incident_id, trace_id, status,
       provider, purpose, input_tokens, output_tokens, cost_usd, read_ms, analyze_ms, summary)
     values ($1, $2, $3, $4, $5, $6, 'succeeded', 'rules', 'diagnosis', 0, 0, 0, 20, 1,
       'The shop answers 503.')`,
    [after(1_120), ids.analysis, ids.run, alertId, incident.id, traceId],
  );
  await server.owner.query(
    `insert into notifications (created_at, id, kind, state, reason, channel_id, run_id, incident_id,
       alert_id, trace_id, severity, title, attempt, duration_ms)
     values ($1, $2, 'firing', 'failed', 'timed_out', gen_random_uuid(), $3, $4, $5, $6, 'critical',
       'Checkout fails', 1, 250)`,
    [after(1_150), ids.notification, ids.run, incident.id, alertId, traceId],
  );
});
afterAll(() => server.close());

const get = async (as = owner, route = path): Promise<Trace> =>
  (await server.inject(route, { as })).body;
const entryOf = ({ entries }: Trace, layer: TraceEntry['layer']): TraceEntry => {
  const found = entries.find((entry) => entry.layer === layer);
  if (!found) throw new Error(`There is no ${layer}.`);
  return found;
};

describe('the trace of a run of the alert pipeline', () => {
  it('has the alert, the incident, and all that the run did, in their order', async () => {
    const { entries, errors } = await get();
    expect(entries.map(({ layer, startUs }) => [layer, startUs / 1_000])).toEqual([
      ['alert', 0],
      ['pipeline_run', 1_000],
      ['incident', 1_000],
      ['stage', 1_010],
      ['check_run', 1_020],
      ['analysis_run', 1_120],
      ['notification', 1_150],
    ]);
    expect(errors).toBe(4);
  });

  it('puts under the run what the run did', async () => {
    const trace = await get();
    const run = entryOf(trace, 'pipeline_run').id;
    for (const layer of ['stage', 'check_run', 'analysis_run', 'notification'] as const)
      expect(entryOf(trace, layer).parentId).toBe(run);
    for (const layer of ['alert', 'incident'] as const)
      expect(entryOf(trace, layer).parentId).toBeNull();
    expect(entryOf(trace, 'incident')).toMatchObject({
      name: `#${incident.number} Checkout fails`,
      status: 'error',
      durationUs: null,
    });
    expect(entryOf(trace, 'check_run')).toMatchObject({
      name: 'Shop',
      place: 'https://shop.example',
      status: 'error',
      note: 'It answered 503.',
    });
    expect(entryOf(trace, 'notification')).toMatchObject({
      status: 'error',
      durationUs: 250_000,
      note: 'failed, timed_out',
    });
  });

  it('takes an alert and an incident up when the run did, however long ago they began', async () => {
    await addRun(uuidV7(server.clock), laterTraceId, after(200_000));
    const { durationUs, entries } = await get(owner, `GET /api/v1/traces/${laterTraceId}`);
    expect(durationUs).toBe(400_000);
    expect(entries.map(({ layer, startUs }) => `${layer} ${startUs}`).toSorted()).toEqual([
      'alert 0',
      'incident 0',
      'pipeline_run 0',
    ]);
  });
});

describe('GET /api/v1/lookup', () => {
  const find = async (id: string, as = owner): Promise<[string, string][]> => {
    const { body } = await server.inject('GET /api/v1/lookup', { as, query: { id } });
    return body.items.map((item: { kind: string; label: string }) => [item.kind, item.label]);
  };

  it('finds each by its id', async () => {
    expect(await find(alertId)).toEqual([['alert', 'CheckoutFails']]);
    expect(await find(incident.id)).toEqual([['incident', `#${incident.number} Checkout fails`]]);
    expect(await find(ids.check)).toEqual([['check_run', 'Shop: critical']]);
    expect(await find(ids.analysis)).toEqual([['analysis_run', 'The shop answers 503.']]);
    expect(await find(ids.notification)).toEqual([['notification', 'Checkout fails']]);
    expect(await find(ids.run)).toEqual([['pipeline_run', 'alerts']]);
    expect(await find(traceId)).toEqual([['trace', traceId]]);
  });

  it('finds a check by its id, and an incident by its number', async () => {
    const { rows } = await server.owner.query<{ id: string }>(
      `select id from checks where name = 'CPU'`,
    );
    expect(await find(rows[0]?.id ?? '')).toEqual([['check', 'CPU']]);
    expect(await find(`#${incident.number}`)).toEqual([
      ['incident', `#${incident.number} Checkout fails`],
    ]);
    expect(await find('#999999999999999')).toEqual([]);
  });

  it('finds for those who may not read incidents none of it', async () => {
    const finance = await server.operator('finance');
    for (const id of [alertId, incident.id, `#${incident.number}`, ids.notification])
      expect(await find(id, finance)).toEqual([]);
  });
});
