import { leastRuns, type IngestRecord } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

export const traceId = 'd'.repeat(32);
/** Of the last hours, enough for percentages. */
export const goodRuns = leastRuns + 6;
export const failedRuns = 4;

const minute = 60_000;

type StageRecord = Extract<IngestRecord, { kind: 'stage_execution' }>;

/** A discovery of three stages: search, rank, write. */
const discovery = (index: number, now: number): IngestRecord[] => {
  const id = `discovery-${index}`;
  const isFailed = index < failedRuns;
  const begin = now - (index * 20 + 5) * minute;
  const at = (ms: number) => ({ createdAt: new Date(begin + ms).toISOString() });
  const stage = (
    name: string,
    position: number,
    fields: Pick<StageRecord, 'status'> & Partial<StageRecord>,
  ): StageRecord => ({
    kind: 'stage_execution',
    id: name,
    runId: id,
    pipeline: 'discovery',
    stage: name,
    position,
    ...at(position * 500),
    ...fields,
  });
  const failure = {
    status: 'failed' as const,
    durationMs: 5_000,
    errorType: 'TimeoutError',
    errorMessage: 'No answer from the ranker within 5 s',
  };
  return [
    {
      kind: 'pipeline_run',
      id,
      pipeline: 'discovery',
      organizationId: 'acme',
      ...at(0),
      status: isFailed ? 'failed' : 'succeeded',
      durationMs: isFailed ? 5_600 : 1_500 + index * 40,
      ...(index === 0 && { traceId, attributes: { keyword: 'chemicals' } }),
    },
    stage('search', 0, { status: 'succeeded', durationMs: 400 + index * 10, accuracy: 1 }),
    ...(isFailed
      ? [
          { ...stage('rank', 1, { ...failure, attempt: 1 }), id: 'rank first' },
          stage('rank', 1, { ...failure, attempt: 2 }),
          stage('write', 2, { status: 'pending' }),
        ]
      : [
          stage('rank', 1, { status: 'succeeded', durationMs: 600 + index * 20 }),
          stage('write', 2, { status: 'succeeded', durationMs: 200 }),
        ]),
    {
      kind: 'score',
      id: `${id} rank`,
      runId: id,
      stage: 'rank',
      value: index % 5 === 4 ? 0 : 1,
      name: 'people',
    },
  ];
};

/** Two pipelines: discovery, which ran forty times and failed at times, and headhunt, which hangs. */
export const sendPipelines = async (server: ConsoleAccess): Promise<void> => {
  const now = Date.now();
  await sendBatch(server, [
    { kind: 'organization', id: 'acme', name: 'Acme' },
    ...Array.from({ length: goodRuns + failedRuns }, (_, index) => discovery(index, now)).flat(),
    // A week before, to be compared with.
    ...Array.from({ length: leastRuns }, (_, index): IngestRecord => ({
      kind: 'pipeline_run',
      id: `before-${index}`,
      pipeline: 'discovery',
      status: 'succeeded',
      durationMs: 1_000,
      createdAt: new Date(now - 7 * 24 * 60 * minute - index * 20 * minute).toISOString(),
    })),
    {
      kind: 'pipeline_run',
      id: 'hangs',
      pipeline: 'headhunt',
      status: 'running',
      createdAt: new Date(now - 10 * minute).toISOString(),
    },
  ]);
};
