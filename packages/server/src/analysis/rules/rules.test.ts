import type { AnalysisFinding, AnalysisPurpose } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import type { Evidence, SeenAlert, SeenCheck, SeenErrors, SeenFix } from '../evidence/evidence.ts';
import { rules } from './rules.ts';

const now = new Date('2026-11-21T10:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const none = { items: [], isCut: false };
const listed = <T>(...items: T[]) => ({ items, isCut: false });

const alert = (over: Partial<SeenAlert> = {}): SeenAlert => ({
  id: '01900000-0000-7000-8000-000000000001',
  name: 'HighErrorRate',
  severity: 'critical',
  isFiring: true,
  sourceKind: 'alertmanager',
  sourceId: '01900000-0000-7000-8000-00000000000a',
  sourceName: 'Production',
  service: 'checkout',
  labels: {},
  startedAt: ago(4),
  endedAt: null,
  firstSeenAt: ago(4),
  occurrences: 1,
  isFlapping: false,
  ...over,
});
const other = (over: Partial<SeenAlert> = {}): SeenAlert =>
  alert({ id: '01900000-0000-7000-8000-000000000002', name: 'SlowQueries', ...over });
const check = (over: Partial<SeenCheck> = {}): SeenCheck => ({
  checkId: '01900000-0000-7000-8000-0000000000c1',
  runId: '01900000-0000-7000-8000-0000000000c2',
  at: ago(1),
  name: 'Shop front',
  kind: 'http',
  service: 'checkout',
  result: 'ok',
  message: 'It answered with 200.',
  value: null,
  warningAt: null,
  criticalAt: null,
  failingSince: null,
  isConcerned: true,
  earlier: [],
  ...over,
});
const errors = (over: Partial<SeenErrors> = {}): SeenErrors => ({
  fingerprint: '01900000-0000-7000-8000-0000000000e1',
  errorType: 'TypeError',
  message: 'x is undefined',
  source: 'POST /checkout',
  firstSeenAt: ago(60 * 24 * 9),
  recent: 40,
  usualAnHour: 2,
  ...over,
});
const fix = (over: Partial<SeenFix> = {}): SeenFix => ({
  id: '01900000-0000-7000-8000-0000000000f1',
  at: ago(16),
  title: 'Round prices in checkout',
  outcome: 'fixed',
  trigger: 'sentry',
  repository: 'acme/shop',
  commitSha: '1a2b3c4d5e',
  ...over,
});
const evidence = (over: Partial<Evidence> = {}): Evidence => ({
  now,
  around: { at: ago(4), from: ago(19) },
  alert: alert(),
  incident: {
    id: '01900000-0000-7000-8000-0000000000d1',
    number: 1042,
    title: 'HighErrorRate',
    openedAt: ago(4),
  },
  episodes: listed(ago(4)),
  pastIncidents: none,
  firing: none,
  checks: none,
  errors: none,
  fixes: none,
  loadTests: none,
  failedRuns: none,
  ...over,
});

const analyze = async (
  given: Partial<Evidence>,
  purpose: AnalysisPurpose = 'diagnosis',
): Promise<readonly AnalysisFinding[]> => {
  const { signal } = new AbortController();
  return (await rules.analyze(evidence(given), { purpose, signal })).findings;
};
const find = async (rule: string, given: Partial<Evidence>): Promise<AnalysisFinding | undefined> =>
  (await analyze(given)).find((finding) => finding.rule === rule);

describe('what an alert is', () => {
  it('is said with where, how bad and since when, and cites alert and incident', async () => {
    expect(await find('what_fired', {})).toEqual({
      kind: 'fact',
      rule: 'what_fired',
      text: 'HighErrorRate of checkout (critical) fires since 4 min, told by Production.',
      confidence: null,
      sources: [
        { type: 'alert', id: alert().id, label: 'HighErrorRate' },
        { type: 'incident', id: evidence().incident.id, label: '#1042 HighErrorRate' },
      ],
    });
  });

  it('is new when it never fired before; a new error of the code is a change of the code', async () => {
    expect(await find('first_time', {})).toMatchObject({
      kind: 'fact',
      text: 'It is new: it never fired before, and was told once so far.',
    });
    const sentry = alert({ sourceKind: 'sentry', occurrences: 12 });
    expect(await find('first_time', { alert: sentry })).toMatchObject({
      kind: 'cause',
      text: 'It is new: it never fired before, and was told 12 times since. A change of the code is likely.',
    });
  });

  it('recurs when it began to fire before', async () => {
    const episodes = listed(ago(4), ago(100), ago(60 * 48));
    const finding = await find('recurring_alert', { episodes });
    expect(finding?.text).toBe(
      'It recurs: it began to fire 3 times in 30 days, 2 of them in the last 24 h, the last time 100 min ago.',
    );
    expect(await find('first_time', { episodes })).toBeUndefined();
    expect(await find('flapping_alert', { episodes })).toBeUndefined();
    expect(await find('flapping_alert', { episodes, alert: alert({ isFlapping: true }) })).toEqual(
      expect.objectContaining({ kind: 'cause', confidence: 0.3 }),
    );
  });

  it.each([
    [{ cause: 'dependency', note: 'The bank was down.' }, 'cause', 'something it depends on'],
    [{ cause: 'unknown', note: null }, 'fact', 'somebody resolved it after 30 min'],
    [{ resolvedByItself: true }, 'fact', 'it went away by itself after 30 min'],
  ] as const)('had an end before: %j', async (over, kind, words) => {
    const past = {
      id: '01900000-0000-7000-8000-0000000000d0',
      number: 1031,
      title: 'HighErrorRate',
      openedAt: ago(60 * 72 + 30),
      resolvedAt: ago(60 * 72),
      resolvedByItself: false,
      cause: null,
      note: null,
      ...over,
    };
    const finding = await find('last_time', { pastIncidents: listed(past) });
    expect(finding?.kind).toBe(kind);
    expect(finding?.text).toContain(`The last time (#1031, 3 d ago)`);
    expect(finding?.text).toContain(words);
    expect(finding?.sources).toEqual([
      { type: 'incident', id: past.id, label: '#1031 HighErrorRate' },
    ]);
  });
});

describe('what else fires', () => {
  it('is a cause when it began before, of the same service', async () => {
    const first = other({ startedAt: ago(7) });
    const finding = await find('earlier_alert_of_service', { firing: listed(first) });
    expect(finding?.text).toBe(
      'SlowQueries began 3 min before this one, and 1 other alert of checkout fires: what is behind it may be behind this, too.',
    );
    expect(finding?.sources).toEqual([{ type: 'alert', id: first.id, label: 'SlowQueries' }]);
    expect(await find('several_alerts_of_service', { firing: listed(first) })).toBeUndefined();
  });

  it.each([
    ['it began later', other({ startedAt: ago(1) })],
    ['it has fired for hours', other({ startedAt: ago(500) })],
  ])('is only said when %s', async (_, later) => {
    expect(await find('several_alerts_of_service', { firing: listed(later) })).toMatchObject({
      kind: 'fact',
      text: '1 other alert of checkout fires.',
    });
  });

  it('points to what several services share', async () => {
    const firing = listed(
      other({ service: 'search' }),
      other({ id: '01900000-0000-7000-8000-000000000003', service: 'mail' }),
    );
    const finding = await find('several_services', { firing });
    expect(finding?.text).toContain('Alerts of search and mail began within 15 min of this one');
    expect(finding?.sources).toHaveLength(2);
    const two = { items: firing.items.slice(0, 1), isCut: false };
    expect(await find('several_services', { firing: two })).toBeUndefined();
  });

  it.each([
    ['checkout', 0.5],
    [null, 0.3],
  ])('is CI of %s', async (service, confidence) => {
    const ci = other({ sourceKind: 'github', name: 'acme/shop test', service });
    expect((await find('failing_ci', { firing: listed(ci) }))?.confidence).toBe(confidence);
  });

  it('is no CI of another service', async () => {
    const ci = other({ sourceKind: 'github', service: 'search' });
    expect(await find('failing_ci', { firing: listed(ci) })).toBeUndefined();
  });
});

describe('what checks say', () => {
  it('is a cause when one fails, the likelier when it concerns the alert', async () => {
    const failing = check({ result: 'critical', message: 'It answered with 503.' });
    const finding = await find('failing_check', { checks: listed(failing) });
    expect(finding).toMatchObject({
      kind: 'cause',
      confidence: 0.75,
      text: 'The check Shop front is critical: It answered with 503.',
      sources: [{ type: 'check_run', id: failing.runId, label: 'Shop front' }],
    });
    const elsewhere = { ...failing, isConcerned: false };
    expect((await find('failing_check', { checks: listed(elsewhere) }))?.confidence).toBe(0.4);
  });

  it('is only so when the alert is its own', async () => {
    const failing = check({ result: 'critical' });
    const own = alert({ sourceKind: 'check', sourceId: failing.checkId });
    expect((await find('failing_check', { alert: own, checks: listed(failing) }))?.kind).toBe(
      'fact',
    );
  });

  it('is worth knowing when all is well', async () => {
    expect((await find('checks_ok', { checks: listed(check()) }))?.text).toBe(
      'The check Shop front that concerns it is ok.',
    );
    expect(await find('checks_ok', { checks: listed(check({ isConcerned: false })) })).toBe(
      undefined,
    );
  });

  const measured = (value: number, ...before: number[]): SeenCheck =>
    check({
      kind: 'disk',
      name: 'Disk',
      result: 'critical',
      value,
      warningAt: 85,
      criticalAt: 95,
      earlier: before.map((was, index) => ({ at: ago(2 + index), value: was })),
    });

  it.each([
    ['threshold_crossed_slowly', measured(96, 94, 93, 92, 91, 90), '94 % 60 s before'],
    ['threshold_crossed_suddenly', measured(99, 40, 41, 40, 41, 40), '40 % 60 s before'],
    ['threshold_just_crossed', measured(96, 94, 94.5, 90, 94, 93), '94 % 60 s before'],
  ])('%s', async (rule, disk, words) => {
    const finding = await find(rule, { checks: listed(disk) });
    expect(finding?.text).toContain(words);
    expect(finding?.text).toContain('threshold 95 %');
  });

  it.each([
    ['it is below', measured(94, 40)],
    ['it was never below', measured(97, 98, 99)],
    ['nothing was measured before', measured(97)],
  ])('has crossed nothing when %s', async (_, disk) => {
    const rulesTold = (await analyze({ checks: listed(disk) })).map(({ rule }) => rule);
    expect(rulesTold.filter((rule) => rule.startsWith('threshold'))).toEqual([]);
  });
});

describe('what changed', () => {
  it('is an error group that rose', async () => {
    const finding = await find('error_group_rose', { errors: listed(errors()) });
    expect(finding).toMatchObject({
      kind: 'cause',
      confidence: 0.7,
      text: 'An error is logged more often in POST /checkout: TypeError: x is undefined, 40 times in 19 min, usually 2 an hour.',
      sources: [{ type: 'error_group', id: errors().fingerprint }],
    });
    const elsewhere = listed(errors({ source: 'job mail' }));
    expect((await find('error_group_rose', { errors: elsewhere }))?.confidence).toBe(0.35);
    const nowhere = { errors: elsewhere, alert: alert({ service: null }) };
    expect((await find('error_group_rose', nowhere))?.confidence).toBe(0.5);
  });

  it.each([
    ['few', errors({ recent: 2, usualAnHour: 0 })],
    ['as many as usual', errors({ recent: 40, usualAnHour: 120 })],
  ])('is no error group of which there are %s', async (_, group) => {
    expect(await find('error_group_rose', { errors: listed(group) })).toBeUndefined();
  });

  it('is a new error, however rare', async () => {
    const fresh = errors({ firstSeenAt: ago(5), recent: 1, usualAnHour: 0 });
    expect(await find('new_error', { errors: listed(fresh) })).toMatchObject({
      confidence: 0.8,
      text: 'A new error in POST /checkout: TypeError: x is undefined, first logged 5 min ago and 1 time since.',
    });
  });

  it('is a fix of just before, the likelier the nearer', async () => {
    expect(await find('recent_autofix', { fixes: listed(fix()) })).toMatchObject({
      kind: 'cause',
      text: 'An agent committed a fix (1a2b3c4) in acme/shop 12 min before: Round prices in checkout.',
    });
    const confidences = await Promise.all(
      [fix(), fix({ at: ago(200) }), fix({ title: 'Mend search', at: ago(200) })].map(
        async (one) => (await find('recent_autofix', { fixes: listed(one) }))?.confidence ?? 0,
      ),
    );
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    expect(new Set(confidences).size).toBe(3);
    const failed = fix({ outcome: 'failed', commitSha: null });
    expect((await find('recent_autofix', { fixes: listed(failed) }))?.kind).toBe('fact');
  });

  it('is a load test that was under way', async () => {
    const test = {
      id: '01900000-0000-7000-8000-0000000000b1',
      name: 'Weekly',
      startedAt: ago(10),
      endedAt: ago(2),
      verdict: 'failed',
    };
    expect((await find('load_test_under_way', { loadTests: listed(test) }))?.confidence).toBe(0.7);
    const over = { ...test, startedAt: ago(40), endedAt: ago(30) };
    expect((await find('recent_load_test', { loadTests: listed(over) }))?.text).toBe(
      'The load test Weekly ended 26 min before (failed).',
    );
    const later = listed({ ...test, startedAt: ago(1), endedAt: null });
    expect(await find('load_test_under_way', { loadTests: later })).toBeUndefined();
  });

  it('is a pipeline of the product that fails', async () => {
    const failed = {
      pipeline: 'checkout emails',
      count: 7,
      latestId: '01900000-0000-7000-8000-0000000000a7',
      errorType: 'TimeoutError',
    };
    expect((await find('failing_pipeline', { failedRuns: listed(failed) }))?.text).toBe(
      'The pipeline checkout emails failed 7 times in 19 min, mostly by TimeoutError.',
    );
    const rarely = listed({ ...failed, count: 2 });
    expect(await find('failing_pipeline', { failedRuns: rarely })).toBeUndefined();
  });
});

describe('an analysis', () => {
  it('says facts first, then causes, the likeliest first', async () => {
    const findings = await analyze({
      errors: listed(errors()),
      checks: listed(check({ result: 'critical' })),
      fixes: listed(fix()),
    });
    const kinds = findings.map(({ kind }) => kind);
    expect(kinds).toEqual(kinds.toSorted().toReversed());
    const confidences = findings.flatMap(({ confidence }) => confidence ?? []);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    expect(confidences).toHaveLength(3);
  });

  it('says so when nothing points to a cause', async () => {
    expect((await analyze({})).at(-1)?.rule).toBe('nothing_found');
    expect((await analyze({ errors: listed(errors()) })).map(({ rule }) => rule)).not.toContain(
      'nothing_found',
    );
  });

  it('of what is over says for how long it fired, and what may have ended it', async () => {
    const over = alert({ isFiring: false, startedAt: ago(34), endedAt: ago(4) });
    const findings = await analyze(
      { alert: over, fixes: listed(fix()), errors: listed(errors()) },
      'resolution',
    );
    expect(findings.map(({ rule }) => rule)).toEqual([
      'what_fired',
      'first_time',
      'mended_by_autofix',
    ]);
    expect(findings[0]?.text).toContain('fired for 30 min');
  });

  it('costs nothing, cites rows for every sentence, and quotes no secret', async () => {
    const leaking = errors({ message: `refused: password=hunter2 ${'x'.repeat(500)}` });
    const { signal } = new AbortController();
    const analysis = await rules.analyze(evidence({ errors: listed(leaking) }), {
      purpose: 'diagnosis',
      signal,
    });
    expect(analysis).toMatchObject({ inputTokens: 0, outputTokens: 0, costUsd: '0' });
    for (const { text, sources } of analysis.findings) {
      expect(sources.length).toBeGreaterThan(0);
      expect(JSON.stringify([text, sources])).not.toContain('hunter2');
      expect(text.length).toBeLessThan(500);
    }
  });
});
