import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../inbox/inbox.ts';
import { readReport } from './read-report.ts';

const facts = { trigger: 'sentry', title: 'Null lead' };
const sha = 'a1b2c3d4e5f6';
const start = { type: 'system', subtype: 'init', model: 'claude-sonnet-4-5' };
const result = (over: object = {}) => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  result: 'Mended',
  num_turns: 3,
  duration_ms: 1_200.6,
  total_cost_usd: 0.25,
  ...over,
});
const body = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('an execution file', () => {
  it.each([
    ['a success without a commit is skipped', {}, {}, 'skipped'],
    ['a success with a commit is a fix', {}, { commitSha: sha }, 'fixed'],
    ['an error beside "success" is a failure', { is_error: true }, { commitSha: sha }, 'failed'],
    ['running out of turns is a failure', { subtype: 'error_max_turns' }, {}, 'failed'],
  ])('%s', (_, over, query, outcome) => {
    const read = readReport(body([start, result(over)]), { ...facts, ...query });
    expect(read).toMatchObject({
      outcome,
      model: 'claude-sonnet-4-5',
      turns: 3,
      durationMs: 1_201,
      costUsd: 0.25,
      ...(outcome === 'failed' ? { error: 'Mended' } : { summary: 'Mended' }),
    });
  });

  it('may be one message a line, of which the last result counts', () => {
    const messages = [start, result({ is_error: true }), result({ result: 'In the end' })];
    const lines = messages.map((message) => JSON.stringify(message)).join('\n');
    expect(readReport(Buffer.from(lines), facts)).toMatchObject({
      outcome: 'skipped',
      summary: 'In the end',
    });
  });

  it('fills in what a report around it leaves out', () => {
    const report = { ...facts, model: 'other', outcome: 'failed', execution: [start, result()] };
    expect(readReport(body(report), {})).toMatchObject({
      model: 'other',
      outcome: 'failed',
      turns: 3,
    });
  });
});

describe('what tests said of a fix', () => {
  it.each([
    ['is told', { verification: 'not_run' }, 'not_run'],
    ['follows from how many failed', { testsPassed: 3, testsFailed: 1 }, 'failed'],
    ['follows from how many passed', { testsPassed: 3 }, 'passed'],
    ['is not known of none', { testsPassed: 0, testsFailed: 0 }, undefined],
    ['is told rather than reckoned', { verification: 'passed', testsFailed: 1 }, 'passed'],
  ])('%s', (_, told, verification) => {
    const report = { ...facts, outcome: 'fixed', commitSha: sha, ...told };
    expect(readReport(body(report), {}).verification).toBe(verification);
  });

  it('is read beside an execution file, too', () => {
    const query = { ...facts, commitSha: sha, testsPassed: '412', workflow: 'Checks' };
    expect(readReport(body([start, result()]), query)).toMatchObject({
      verification: 'passed',
      testsPassed: 412,
      workflow: 'Checks',
    });
    for (const testsPassed of ['many', '-1', '1.5', ''])
      expect(() => readReport(body([start, result()]), { ...query, testsPassed })).toThrow(
        /testsPassed/,
      );
  });
});

describe('a report', () => {
  it('makes the address of a commit on GitHub, unless one is given', () => {
    const fixed = { ...facts, outcome: 'fixed', repository: 'acme/shop', commitSha: sha };
    expect(readReport(body(fixed), {}).commitUrl).toBe(
      `https://github.com/acme/shop/commit/${sha}`,
    );
    const commitUrl = `https://git.example.com/${sha}`;
    expect(readReport(body({ ...fixed, commitUrl }), {}).commitUrl).toBe(commitUrl);
  });

  it.each([
    ['nothing', '', /neither JSON/],
    ['no JSON', 'x', /neither JSON/],
    ['lines of which one is cut off', '{"a":1}\n{"b', /neither JSON/],
    ['neither an outcome nor an execution', facts, /Neither an outcome nor an execution/],
    ['a fix without a commit', { ...facts, outcome: 'fixed' }, /commitSha is missing/],
    ['another trigger', { ...facts, trigger: 'weather', outcome: 'skipped' }, /trigger/],
    [
      'an address that a browser would run',
      { ...facts, outcome: 'skipped', workflowUrl: 'javascript:alert(1)' },
      /workflowUrl/,
    ],
    ['an execution without its facts', [start, result()], /query beside the execution/],
  ])('is refused with %s, and says why', (_, given, reason) => {
    const bytes = typeof given === 'string' ? Buffer.from(given) : body(given);
    expect(() => readReport(bytes, {})).toThrow(Unreadable);
    expect(() => readReport(bytes, {})).toThrow(reason);
  });

  it('has no result when it was cut off', () => {
    expect(() => readReport(body([start]), facts)).toThrow(/has no result/);
  });
});

it('whatever is sent is read or refused with a reason', () => {
  const query = fc.dictionary(fc.constantFrom('trigger', 'title', 'id', 'at'), fc.string());
  const sent = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record({ trigger: fc.constantFrom('ci', 'x'), title: fc.string(), outcome: fc.anything() })
      .map((value) => Buffer.from(JSON.stringify(value) ?? '')),
  );
  fc.assert(
    fc.property(sent, query, (bytes, given) => {
      try {
        expect(['fixed', 'skipped', 'failed']).toContain(readReport(bytes, given).outcome);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        expect(error.message).toMatch(/\S/);
      }
    }),
  );
});
