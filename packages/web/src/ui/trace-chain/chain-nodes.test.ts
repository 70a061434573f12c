import type { AlertChain } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { chainSteps } from './chain-nodes.ts';

const run = (id: string, given: Partial<AlertChain['runs'][number]> = {}) =>
  ({
    id,
    status: 'succeeded',
    createdAt: '2026-11-21T10:00:00Z',
    traceId: 'a'.repeat(32),
    stages: [
      { stage: 'ingest', status: 'succeeded', reason: null, attempt: 1, durationMs: 2 },
      { stage: 'check', status: 'skipped', reason: 'not_applicable', attempt: 1, durationMs: 0 },
      { stage: 'notify', status: 'succeeded', reason: null, attempt: 2, durationMs: 80 },
    ],
    analysis: { id: 'analysis', status: 'succeeded' },
    ...given,
  }) satisfies AlertChain['runs'][number];

const chain: AlertChain = {
  alerts: [
    {
      id: 'alert',
      name: 'DiskFull',
      severity: 'critical',
      status: 'firing',
      startedAt: '2026-11-21T10:00:00Z',
    },
  ],
  alertCount: 1,
  incident: { id: 'incident', number: 7, title: 'DiskFull', severity: 'critical', state: 'open' },
  runs: [run('run')],
  runCount: 1,
};

const brief = (given: AlertChain, place: Parameters<typeof chainSteps>[1]) =>
  chainSteps(given, place).map(({ title, nodes, note }) => [
    title,
    nodes.map(({ text, word }) => (text === word ? text : `${word} ${text}`)),
    note,
  ]);

describe('a chain', () => {
  it('leads from the alert to its analysis', () => {
    expect(brief(chain, 'alert')).toEqual([
      ['Alert', ['Firing DiskFull'], undefined],
      ['Incident', ['Open #7 DiskFull'], undefined],
      ['Pipeline run', ['Succeeded'], undefined],
      ['Stages', ['Succeeded ingest', 'Skipped check', 'Succeeded notify'], undefined],
      ['Analysis', ['Succeeded by rules'], undefined],
    ]);
  });

  it.each([
    ['alert', 'alert'],
    ['incident', 'incident'],
    ['run', 'run'],
    ['analysis_run', 'analysis'],
  ] as const)('says that one is at the %s', (place, key) => {
    const current = chainSteps(chain, place).flatMap(({ nodes }) =>
      nodes.filter(({ isCurrent }) => isCurrent),
    );
    expect(current.map((node) => node.key)).toEqual([key]);
  });

  it('says that one is at a stage of the run, and not at the run', () => {
    const current = chainSteps(chain, 'run', 'check').flatMap(({ nodes }) =>
      nodes.filter(({ isCurrent }) => isCurrent),
    );
    expect(current.map((node) => node.key)).toEqual(['check']);
  });

  it('says why a stage was skipped, and that one was tried again', () => {
    const titles = chainSteps(chain, 'run')[3]?.nodes.map(({ title }) => title);
    expect(titles).toEqual([undefined, 'It does not apply to this run.', 'Attempt 2']);
  });

  it('says what never ran in a run that is over', () => {
    const stages = [
      { stage: 'notify', status: 'pending', reason: null, attempt: 1, durationMs: null },
    ] as const;
    const told = (status: 'failed' | 'running') =>
      chainSteps({ ...chain, runs: [run('run', { status, stages: [...stages] })] }, 'run')[3]
        ?.nodes[0]?.word;
    expect([told('failed'), told('running')]).toEqual(['Never ran', 'Pending']);
  });

  it('says what is not there, and how many more there are', () => {
    const nothing = { alerts: [], alertCount: 0, incident: null, runs: [], runCount: 0 };
    expect(brief(nothing, 'incident').map(([, , note]) => note)).toEqual([
      'No longer kept',
      'None',
      'None',
      'None',
      'None',
    ]);
    const storm = { ...chain, alertCount: 1_000, runs: [run('b'), run('a')], runCount: 9 };
    expect(brief(storm, 'incident').map(([title, , note]) => [title, note])).toEqual([
      ['Alerts', 'and 999 more alerts'],
      ['Incident', undefined],
      ['Pipeline runs', 'and 7 more runs'],
      ['Stages of the latest', undefined],
      ['Analysis', undefined],
    ]);
  });
});
