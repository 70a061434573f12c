import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPipelineDrift } from '../../../test/figures/pipeline-drift.ts';
import {
  beginRun,
  beginRuns,
  carry,
  findPlace,
  makeStart,
} from '../../../test/incidents/make-alert-runs.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const runsOf = async (incidentId: string) => {
  const { rows } = await server.owner.query<{ run_id: string; cause: string; alert_id: string }>(
    'select run_id, cause, alert_id from alert_runs where incident_id = $1 order by run_created_at',
    [incidentId],
  );
  return rows;
};

it('shows a run with its stages, of which the first is over and the others are to come', async () => {
  const { runId, traceId } = await beginRun(server);
  const viewer = await server.operator('viewer');
  const answer = await server.inject(`GET /api/v1/pipeline-runs/${runId}`, { as: viewer });
  expect(answer.body).toMatchObject({ pipeline: 'alerts', status: 'pending', attempt: 1, traceId });
  expect(answer.body.stages).toMatchObject([
    { stage: 'ingest', status: 'succeeded', durationMs: 100 },
    { stage: 'check', status: 'pending' },
    { stage: 'analyze', status: 'pending' },
    { stage: 'notify', status: 'pending' },
  ]);
  expect(await findPipelineDrift(server.owner, 'UTC')).toEqual([]);
});

it('keeps the trace of an alert that has one', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  expect((await beginRun(server, { traceId })).traceId).toBe(traceId);
});

it('lets a run that waits take in what follows, and be about what weighs most', async () => {
  const incidentId = randomUUID();
  const first = makeStart({ incidentId, cause: 'label_changed' });
  const graver = makeStart({ incidentId, cause: 'opened' });
  const later = makeStart({ incidentId, cause: 'resolved' });
  await beginRuns(server, [first]);
  const runs = await beginRuns(server, [graver, later]);
  expect(new Set([...runs.values()].map(({ runId }) => runId)).size).toBe(1);
  expect(await runsOf(incidentId)).toMatchObject([
    { cause: 'opened', alert_id: graver.alertId, run_id: runs.get(later.alertId)?.runId },
  ]);
  const { rows } = await server.owner.query(
    'select alert_id from alert_run_starts where run_id = $1',
    [runs.get(later.alertId)?.runId],
  );
  expect(rows).toHaveLength(3);
});

it('makes one run of a storm that arrives in many transactions at once', async () => {
  const incidentId = randomUUID();
  const storm = Array.from({ length: 12 }, () => [makeStart({ incidentId })]);
  await Promise.all(storm.map((starts) => beginRuns(server, starts)));
  expect(await runsOf(incidentId)).toHaveLength(1);
});

it('starts another once the first has begun', async () => {
  const { runId, start } = await beginRun(server);
  await carry(server, [], await findPlace(server, runId));
  await beginRun(server, { incidentId: start.incidentId, cause: 'resolved' });
  expect(await runsOf(start.incidentId)).toHaveLength(2);
});

it('changes nothing when it is told the same report again', async () => {
  const start = makeStart();
  await beginRuns(server, [start]);
  await beginRuns(server, [start]);
  expect(await runsOf(start.incidentId)).toHaveLength(1);
});
