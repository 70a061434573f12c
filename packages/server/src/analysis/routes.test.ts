import type { AnalysisFigures, AnalysisRun, AnalysisRunDetail } from '@taffrail/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { beginRun, carry } from '../../test/incidents/make-alert-runs.ts';
import { makeAlert, makeIncident } from '../../test/incidents/make-incidents.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Stage, StageResult } from '../alert-runs/alert-runs.ts';
import type { AnalysisProvider } from './analysis-provider.ts';
import { createAnalyzeStage } from './analyze-stage.ts';
import { analyzeStage } from './analysis.ts';

let server: TestServer;
let operator: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer({ timeZone: 'Europe/Berlin' });
  operator = await server.operator('operator', { email: 'maria@example.com' });
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

const idle = (name: 'check' | 'notify'): Stage => ({
  name,
  run: async (): Promise<StageResult> => ({ state: 'skipped', reason: 'not_applicable' }),
});

/** An alert in an incident, and a run that was carried out with a provider of the test's. */
const analyzed = async (
  analyze: Stage = analyzeStage,
  given: { name?: string; isGone?: boolean } = {},
) => {
  const { name = 'HighErrorRate' } = given;
  const incident = await makeIncident(server, { title: name });
  const alertId = given.isGone
    ? randomUUID()
    : await makeAlert(server, { name, incidentId: incident.id });
  const run = await beginRun(server, { incidentId: incident.id, alertId });
  await carry(server, [idle('check'), analyze, idle('notify')], run);
  return { incident, alertId, ...run };
};

const model = (over: Partial<AnalysisProvider> = {}): AnalysisProvider => ({
  name: 'anthropic',
  model: 'claude-opus-4-1',
  analyze: ({ alert }) => ({
    findings: [
      {
        kind: 'fact',
        rule: 'model',
        text: 'It is slow.',
        confidence: null,
        sources: [{ type: 'alert', id: alert.id, label: alert.name }],
      },
    ],
    inputTokens: 1_200,
    outputTokens: 80,
    costUsd: '0.06',
  }),
  ...over,
});

const list = async (query: Record<string, string> = {}): Promise<AnalysisRun[]> =>
  (await server.inject('GET /api/v1/analysis-runs', { as: viewer, query })).body.items;
const read = async (id: string): Promise<AnalysisRunDetail> =>
  (await server.inject(`GET /api/v1/analysis-runs/${id}`, { as: viewer })).body;
const ofRun = async (runId: string): Promise<AnalysisRun> => {
  const [run] = await list({ runId });
  if (!run) throw new Error(`Not analysed: ${JSON.stringify(await stagesOf(runId))}`);
  return run;
};
const stagesOf = async (runId: string): Promise<Record<string, unknown>[]> =>
  (await server.inject(`GET /api/v1/pipeline-runs/${runId}`, { as: viewer })).body.stages;

describe('the analyze stage', () => {
  it('keeps what it found, with the rows that each sentence rests on', async () => {
    const { runId, traceId, incident, alertId } = await analyzed();
    const listed = await ofRun(runId);
    expect(listed).toMatchObject({
      status: 'succeeded',
      provider: 'rules',
      model: null,
      purpose: 'diagnosis',
      inputTokens: 0,
      costUsd: '0.00000000',
      rating: null,
      incident: { id: incident.id, number: incident.number, title: 'HighErrorRate' },
      alert: { id: alertId, name: 'HighErrorRate' },
      runId,
      traceId,
    });
    const run = await read(listed.id);
    expect(run.findings[0]).toMatchObject({
      rule: 'what_fired',
      sources: [
        { type: 'alert', id: alertId },
        { type: 'incident', id: incident.id },
      ],
    });
    expect(run.findings.every(({ sources }) => sources.length > 0)).toBe(true);
    expect(run.inputs.map(({ name }) => name)).toContain('error_groups');
    expect(run.timing.readMs).toBeGreaterThan(0);
    expect(await stagesOf(runId)).toContainEqual(
      expect.objectContaining({ stage: 'analyze', status: 'succeeded' }),
    );
  });

  it('sees what was logged, what fires besides, and what was found before', async () => {
    const now = server.clock.now();
    const past = await makeIncident(server, {
      title: 'DiskFull',
      state: 'resolved',
      openedAt: new Date(now.getTime() - 7_200_000),
      resolvedAt: new Date(now.getTime() - 3_600_000),
    });
    await server.owner.query(`update incidents set cause = 'capacity' where id = $1`, [past.id]);
    await makeAlert(server, { name: 'DiskFull', incidentId: past.id });
    const fingerprint = randomUUID();
    await server.owner.query('select ingest_record_logs($1)', [
      JSON.stringify([
        {
          created_at: now.toISOString(),
          received_at: now.toISOString(),
          id: randomUUID(),
          level: 'error',
          source: 'POST /checkout',
          message: 'No space left on device',
          error_type: 'IoError',
          fingerprint,
          context: {},
        },
      ]),
    ]);
    const { runId } = await analyzed(analyzeStage, { name: 'DiskFull' });
    const { findings, summary, confidence } = await read((await ofRun(runId)).id);
    const told = Object.fromEntries(findings.map((finding) => [finding.rule, finding]));
    expect(told['new_error']?.sources).toEqual([
      { type: 'error_group', id: fingerprint, label: 'IoError: No space left on device' },
    ]);
    expect(told['last_time']?.text).toContain(`#${past.number}`);
    expect(told['last_time']?.text).toContain('a lack of capacity');
    expect(summary).toBe(told['new_error']?.text);
    expect(confidence).toBe(told['new_error']?.confidence);
  });

  it('says what it was of an alert that is over', async () => {
    const incident = await makeIncident(server);
    const alertId = await makeAlert(server, { incidentId: incident.id });
    await server.owner.query(
      `update alerts set status = 'resolved', ended_at = started_at + interval '5 minutes'
       where id = $1`,
      [alertId],
    );
    const run = await beginRun(server, { incidentId: incident.id, alertId, cause: 'resolved' });
    await carry(server, [idle('check'), analyzeStage, idle('notify')], run);
    const { purpose, summary } = await ofRun(run.runId);
    expect(purpose).toBe('resolution');
    expect(summary).toContain('fired for 5 min');
  });

  it('has nothing to say of an alert that is no longer kept', async () => {
    const { runId } = await analyzed(analyzeStage, { isGone: true });
    expect(await list({ runId })).toEqual([]);
    expect(await stagesOf(runId)).toContainEqual(
      expect.objectContaining({ stage: 'analyze', status: 'skipped', reason: 'nothing_found' }),
    );
  });

  it('lets nobody wait for a provider that fails: it is tried twice, then done without', async () => {
    const failing = model({
      analyze: () => {
        throw new TypeError('refused: api_key=sk-verysecretverysecret');
      },
    });
    const stage = createAnalyzeStage(failing);
    const run = await analyzed(stage);
    server.clock.advance({ minutes: 1 });
    await carry(server, [idle('check'), stage, idle('notify')], run);
    const tries = await list({ runId: run.runId });
    expect(tries).toHaveLength(2);
    expect(tries[0]).toMatchObject({ status: 'failed', errorType: 'TypeError', summary: null });
    expect(tries[0]?.errorMessage).not.toContain('verysecret');
    const stages = await stagesOf(run.runId);
    expect(stages).toContainEqual(
      expect.objectContaining({ stage: 'analyze', status: 'skipped', reason: 'upstream_failed' }),
    );
    expect(stages).toContainEqual(
      expect.objectContaining({ stage: 'notify', status: 'skipped', reason: 'not_applicable' }),
    );
  });
});

describe('GET /api/v1/analysis-runs', () => {
  it('finds the failed, the expensive, the unrated, and those of an incident or trace', async () => {
    const expensive = await analyzed(createAnalyzeStage(model()));
    const { runId } = expensive;
    expect((await list({ cost: 'expensive' })).map((run) => run.runId)).toEqual([runId]);
    expect((await list({ provider: 'anthropic', status: 'succeeded' }))[0]?.runId).toBe(runId);
    expect((await list({ status: 'failed' })).every(({ status }) => status === 'failed')).toBe(
      true,
    );
    expect((await list({ incidentId: expensive.incident.id })).map((run) => run.runId)).toEqual([
      runId,
    ]);
    expect((await list({ traceId: expensive.traceId })).map((run) => run.runId)).toEqual([runId]);
    expect((await list({ rating: 'none' })).length).toBe((await list()).length);
    expect(await list({ to: '2026-11-01T00:00:00Z' })).toEqual([]);
  });

  it('pages by keyset, newest first', async () => {
    const all = await list();
    const first = await server.inject('GET /api/v1/analysis-runs', {
      as: viewer,
      query: { limit: 2 },
    });
    const rest = await server.inject('GET /api/v1/analysis-runs', {
      as: viewer,
      query: { limit: 200, cursor: first.body.nextCursor },
    });
    expect([...first.body.items, ...rest.body.items]).toEqual(all);
    const times = all.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('is exported as it is listed, and audited', async () => {
    const { text } = await server.inject('GET /api/v1/analysis-runs/export', {
      as: viewer,
      query: { format: 'csv', provider: 'anthropic', cost: 'expensive' },
    });
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('createdAt,id,status,provider,model');
    expect(lines[1]).toContain('0.06000000');
    expect((await readAudit(server, 'analysis_runs.exported')).at(-1)?.['after']).toMatchObject({
      rows: 1,
      complete: true,
    });
  });

  it('is for those who may see incidents', async () => {
    const finance = await server.operator('finance');
    expect((await server.inject('GET /api/v1/analysis-runs', { as: finance })).status).toBe(403);
    expect(
      (await server.inject(`GET /api/v1/analysis-runs/${randomUUID()}`, { as: viewer })).status,
    ).toBe(404);
  });
});

describe('GET /api/v1/analysis-figures', () => {
  it('adds up what each provider did, as its rows say', async () => {
    const { body } = await server.inject('GET /api/v1/analysis-figures', { as: viewer });
    const { rows } = await server.owner.query(
      `select provider, model, count(*) as runs,
         count(*) filter (where status = 'failed') as failed,
         sum(input_tokens)::bigint as "inputTokens", sum(output_tokens)::bigint as "outputTokens",
         sum(cost_usd)::text as "costUsd"
       from analysis_runs group by 1, 2 order by 3 desc, 1, 2`,
    );
    expect(body.items.length).toBeGreaterThan(1);
    const shown = body.items.map(
      ({ averageLatencyMs, ...item }: AnalysisFigures['items'][number]) => {
        expect(averageLatencyMs === null || averageLatencyMs > 0).toBe(true);
        return item;
      },
    );
    expect(shown).toEqual(rows);
  });

  it('counts by days of the reporting time zone', async () => {
    const { body } = await server.inject('GET /api/v1/analysis-figures', {
      as: viewer,
      query: { to: '2026-11-20T22:59:00Z' },
    });
    expect(body.items).toEqual([]);
  });
});

describe('POST /api/v1/analysis-runs/:id/rating', () => {
  const rate = (id: string, body: object, as = operator) =>
    server.inject(`POST /api/v1/analysis-runs/${id}/rating`, { as, body });
  const scoresOf = async (runId: string): Promise<unknown[]> =>
    (
      await server.owner.query(
        'select stage, value::float8 as value, name from scores where run_id = $1 order by created_at',
        [runId],
      )
    ).rows;

  it('keeps who says so and why, and scores the stage', async () => {
    const { runId } = await analyzed();
    const { id } = await ofRun(runId);
    const { version } = await read(id);
    const answer = await rate(id, { rating: 'down', reason: 'It was the bank.', version });
    expect(answer.body).toMatchObject({
      rating: 'down',
      rated: { by: 'maria@example.com', reason: 'It was the bank.' },
      version: version + 1,
    });
    await runJobs(server);
    expect(await scoresOf(runId)).toEqual([{ stage: 'analyze', value: 0, name: 'operators' }]);
    expect(await stagesOf(runId)).toContainEqual(
      expect.objectContaining({ stage: 'analyze', accuracy: 0 }),
    );
    expect((await readAudit(server, 'analysis_run.rated')).at(-1)).toMatchObject({
      target_id: id,
      before: { rating: null, reason: null },
      after: { rating: 'down', reason: 'It was the bank.' },
    });
    server.clock.advance({ minutes: 1 });
    await rate(id, { rating: 'up', version: version + 1 });
    await runJobs(server);
    expect(await stagesOf(runId)).toContainEqual(
      expect.objectContaining({ stage: 'analyze', accuracy: 1 }),
    );
  });

  it('is said once when it is said twice, and never over what another has said', async () => {
    const { runId } = await analyzed();
    const { id } = await ofRun(runId);
    const { version } = await read(id);
    const said = { rating: 'up', version };
    const before = (await readAudit(server, 'analysis_run.rated')).length;
    expect((await rate(id, said)).status).toBe(200);
    expect((await rate(id, said)).body.version).toBe(version + 1);
    expect(await readAudit(server, 'analysis_run.rated')).toHaveLength(before + 1);
    const noor = await server.operator('operator', { email: 'noor@example.com' });
    const { status, error } = await rate(id, { rating: 'down', version }, noor);
    expect(status).toBe(409);
    expect(error?.message).toBe('maria@example.com called it right meanwhile: look again.');
    expect((await list({ rating: 'up' })).map((run) => run.id)).toContain(id);
  });

  it('is for those with incidents.act', async () => {
    const { id } = await ofRun((await analyzed()).runId);
    expect((await rate(id, { rating: 'up', version: 1 }, viewer)).status).toBe(403);
    expect((await rate(randomUUID(), { rating: 'up', version: 1 })).status).toBe(404);
  });
});
