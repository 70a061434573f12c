import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { spellsBetween, weatherAt } from '../src/catalogue/weather.ts';
import { dayMs, hourMs, minuteMs } from '../src/traffic/durations.ts';
import { reportAround, reportsBetween } from '../src/traffic/around/report-around.ts';
import type { Report, Reporter } from '../src/traffic/around/report.ts';
import { createWorld } from '../src/traffic/world/create-world.ts';

const beginsAt = Date.parse('2026-11-21T15:00:00Z');
const world = createWorld({ seed: 'tradewind', beginsAt, until: beginsAt });
const later = beginsAt + 40 * dayMs;

/** GitHub tells of deployments, too. */
const isDeploy = ({ headers }: Report): boolean =>
  headers?.['x-github-event'] === 'deployment_status';

const by = (reports: readonly Report[], reporter: Reporter): Report[] =>
  reports.filter((report) => report.by === reporter && !isDeploy(report));

const isAlert = (report: Report): boolean =>
  !isDeploy(report) && ['alertmanager', 'sentry', 'github'].includes(report.by);

/** What a receiver would know it again by. */
const idOf = ({ body, query, headers }: Report): string =>
  query?.['run'] ??
  query?.['id'] ??
  headers?.['request-id'] ??
  headers?.['x-github-delivery'] ??
  (body as { id?: string }).id ??
  JSON.stringify(body);

const past = reportsBetween(world, 0, beginsAt);
const future = reportsBetween(world, beginsAt, later);

describe('what stands around Tradewind', () => {
  it('reports the same again, whatever stretches of time it is asked for', () => {
    const parts = Array.from({ length: 40 }, (_, day) =>
      reportsBetween(world, beginsAt + day * dayMs, beginsAt + (day + 1) * dayMs),
    );
    const ids = (reports: readonly Report[]): string[] => reports.map(idOf).sort();
    expect(ids(parts.flat())).toEqual(ids(future));
    expect(new Set(ids([...past, ...future])).size).toBe(past.length + future.length);
  });

  it('has a past of a year, and goes on', () => {
    for (const reporter of ['stripe', 'loadTests', 'autofix'] as const) {
      expect(by(past, reporter).length).toBeGreaterThan(7);
      expect(by(future, reporter).length).toBeGreaterThan(4);
    }
    expect(by(future, 'autofix')[0]?.at).toBeLessThan(beginsAt + hourMs);
    expect(past.length).toBeLessThan(400);
  });

  it('has cards that fail as the world begins, and are tried again', () => {
    const open = new Map<string, number | null>();
    for (const { body } of by(past, 'stripe')) {
      const { object } = (body as { data: { object: Record<string, unknown> } }).data;
      if (object['object'] === 'invoice')
        open.set(String(object['id']), object['next_payment_attempt'] as number | null);
    }
    const failing = [...open.values()].filter((next) => next !== null);
    expect(failing.length).toBeGreaterThanOrEqual(3);
    for (const next of failing) expect(next * 1_000).toBeGreaterThan(beginsAt);
  });

  it('has an agent that mends what Sentry and CI told of, by their own names for it', () => {
    const told = new Set(
      future.flatMap(({ by: reporter, body }) => {
        const { data, workflow_run: run } = body as {
          data?: { issue?: { shortId: string } };
          workflow_run?: { run_number: number };
        };
        if (reporter === 'sentry') return data?.issue ? [data.issue.shortId] : [];
        return reporter === 'github' && run ? [String(run.run_number)] : [];
      }),
    );
    const about = by(future, 'autofix').flatMap(({ body, query }) => {
      const facts = query ?? (body as { trigger: string; triggerId?: string });
      return facts['trigger'] === 'load_test' ? [] : [facts['triggerId']];
    });
    expect(about.length).toBeGreaterThan(30);
    for (const id of about) expect(told).toContain(id);
  });

  it('deploys what mends something within the hour or so, and releases now and then', () => {
    const deploys = [...past, ...future].filter(isDeploy).map(({ at, body }) => ({
      at,
      ...(body as {
        deployment: { id: number; sha: string };
        deployment_status: { state: string };
      }),
    }));
    const arrivals = new Map(
      deploys
        .filter(({ deployment_status: { state } }) => state === 'success')
        .map(({ at, deployment }) => [deployment.sha, at]),
    );
    const fixes = [...past, ...future].flatMap((report) => {
      const { commitSha } = report.body as { commitSha?: string };
      return commitSha === undefined ? [] : [{ commitSha, at: report.at }];
    });
    expect(fixes.length).toBeGreaterThan(20);
    for (const { commitSha, at } of fixes.filter((fix) => fix.at < later - 2 * hourMs)) {
      expect(arrivals.get(commitSha)).toBeGreaterThan(at);
      expect(arrivals.get(commitSha)).toBeLessThan(at + 2 * hourMs);
    }
    expect(arrivals.size).toBeGreaterThan(fixes.length + 20);
    expect(deploys.some(({ deployment_status: { state } }) => state === 'failure')).toBe(true);
  });

  it('alerts of no past, but of what goes on as the world begins', () => {
    const soon = reportsBetween(world, 0, beginsAt + 15 * minuteMs);
    expect(past.filter(isAlert).map(({ at }) => at)).toEqual([beginsAt, beginsAt]);
    expect(by(soon, 'alertmanager')).toHaveLength(1);
    // What failed is mended while one looks on.
    expect(by(soon, 'github')).toHaveLength(2);
    expect(by(soon, 'sentry')).toHaveLength(2);
  });

  it('alerts now and then, of what is over by and by', () => {
    const firing = future.filter(({ outdatedAt }) => outdatedAt !== undefined);
    const ended = firing.filter(({ outdatedAt = Infinity }) => outdatedAt <= later);
    // And the deployment that failed as the world began.
    expect(future.filter(isAlert)).toHaveLength(firing.length + ended.length + 1);
    expect(firing.length).toBeGreaterThan(40);
    expect(firing.length).toBeLessThan(120);
    for (const { at, outdatedAt } of firing) expect(outdatedAt).toBeGreaterThan(at);
  });

  it('has alerts of the catalogue when the catalogue is not as it should be', () => {
    const spells = spellsBetween(world.seed, beginsAt, later - dayMs);
    const names = by(future, 'alertmanager').map(({ body }) => JSON.stringify(body));
    for (const { is, startsAt, endsAt } of spells.filter((spell) => spell.startsAt > beginsAt)) {
      expect(weatherAt(world.seed, startsAt).slowdown).toBeGreaterThan(1);
      const since = new Date(startsAt + (is === 'out' ? 2 : 10) * minuteMs).toISOString();
      const until = new Date(endsAt + (is === 'out' ? 2 : 3) * minuteMs).toISOString();
      const told = names.filter((text) => text.includes(`"startsAt":"${since}"`));
      expect(told).toHaveLength(2);
      expect(told[1]).toContain(`"endsAt":"${until}"`);
    }
  });
});

describe('what was over before anybody could hear of it', () => {
  it('is not told, but that it is over', async () => {
    const sent: Report[] = [];
    const stopping = new AbortController();
    const awayFor = 3 * dayMs;
    await reportAround(
      {
        pool: { query: () => Promise.resolve() } as unknown as pg.Pool,
        world,
        clock: { now: () => beginsAt + awayFor, sleep: () => Promise.reject(new Error('stopped')) },
        signal: stopping.signal,
        send: (report) => {
          sent.push(report);
          return Promise.resolve();
        },
      },
      new Date(beginsAt),
    ).catch(() => undefined);
    const told = sent.filter(isAlert);
    expect(told.length).toBeGreaterThan(4);
    for (const { outdatedAt } of told)
      expect(outdatedAt ?? Infinity).toBeGreaterThan(beginsAt + awayFor);
  });
});
