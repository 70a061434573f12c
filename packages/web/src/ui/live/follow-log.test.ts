import type { Activity, ActivityPage } from '@taffrail/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLog } from './follow-log.ts';
import type { NewestQuery } from './read-newest.ts';
import { newestFirst } from './rows.ts';

const asked = { query: {}, from: '2026-11-20T10:00:30.000Z', to: undefined };
const begin = Date.parse('2026-11-21T09:00:00Z');

const activity = (second: number, id = `row-${second}`): Activity => ({
  id,
  action: 'lead.created',
  category: 'lead',
  sentence: null,
  organization: null,
  user: null,
  resourceType: null,
  resourceId: null,
  metadata: {},
  ipAddress: null,
  userAgent: null,
  traceId: null,
  sessionId: null,
  createdAt: new Date(begin + second * 1000).toISOString(),
  receivedAt: new Date(begin + second * 1000).toISOString(),
});

/** A log that answers as the server does: newest first, from a moment on, by cursors. */
const createLog = (rows: Activity[]) => {
  const queries: NewestQuery[] = [];
  let fails = false;
  let takesMs = 0;
  const read = async (query: NewestQuery): Promise<ActivityPage> => {
    queries.push(query);
    if (takesMs > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, takesMs);
      });
    }
    if (fails) throw new Error('The console did not answer.');
    const start = Number(query.cursor ?? 0);
    const all = rows.filter(({ createdAt }) => createdAt >= query.from).toSorted(newestFirst);
    const end = start + query.limit;
    return {
      items: all.slice(start, end),
      nextCursor: end < all.length ? String(end) : null,
      searchedTo: null,
    };
  };
  return {
    rows,
    queries,
    read,
    fail: (now: boolean): void => void (fails = now),
    slow: (ms: number): void => void (takesMs = ms),
  };
};

const seconds = (from: number, to: number): Activity[] =>
  Array.from({ length: to - from }, (_, index) => activity(from + index)).toReversed();

const setUp = (known: Activity[]) => {
  const log = createLog([...known]);
  let latest: readonly Activity[] = known;
  let hidden = false;
  const follower = followLog({
    asked,
    read: log.read,
    known,
    paceMs: 1000,
    onRows: (rows) => {
      latest = rows;
    },
    isHidden: () => hidden,
  });
  return {
    ...log,
    follower,
    ids: () => latest.map(({ id }) => id),
    hide: () => {
      hidden = true;
    },
  };
};

const idsOf = (rows: readonly Activity[]): string[] => rows.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('followLog', () => {
  it('reads at once after a change, and then no oftener than its pace', async () => {
    const { follower, rows, queries, ids } = setUp(seconds(0, 3));
    rows.push(activity(3));
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()[0]).toBe('row-3');

    for (let time = 0; time < 3000; time += 250) {
      follower.note('changed');
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(queries.map(({ limit }) => limit)).toEqual([25, 25, 25, 25]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queries.map(({ limit }) => limit)).toEqual([25, 25, 25, 25, 200]);
  });

  it('asks in words that all who watch have in common', async () => {
    const { follower, queries } = setUp(seconds(0, 3));
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    follower.note('everything');
    await vi.advanceTimersByTimeAsync(1000);
    expect(queries).toEqual([
      { from: '2026-11-21T08:50:00.000Z', limit: 25 },
      { from: '2026-11-20T10:00:00.000Z', limit: 200 },
    ]);
  });

  it('reads on until it meets what it knows', async () => {
    const known = seconds(0, 3);
    const { follower, rows, queries, ids } = setUp(known);
    const many = seconds(3, 63);
    rows.push(...many);
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(idsOf([...many, ...known]));
    expect(queries.length).toBe(3);
  });

  it('puts what comes late among the others', async () => {
    const { follower, rows, ids } = setUp([activity(40), activity(10)]);
    rows.push(activity(20));
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(['row-40', 'row-20', 'row-10']);
  });

  it('finds what comes later than any page would have it, after a while', async () => {
    const hourAgo = activity(-3600);
    const { follower, rows, ids } = setUp(seconds(0, 30));
    rows.push(hourAgo);
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(14_000);
    expect(ids()).not.toContain(hourAgo.id);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ids()).toContain(hourAgo.id);
  });

  it('misses nothing of an outage, whatever was known before and after it', async () => {
    const { follower, rows, ids } = setUp([activity(5), activity(0)]);
    rows.push(activity(-3000), ...seconds(6, 150));
    follower.note('everything');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(idsOf(rows.toSorted(newestFirst)));
  });

  it('keeps the newest two hundred', async () => {
    const { follower, rows, ids } = setUp(seconds(0, 150));
    rows.push(...seconds(150, 400));
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(idsOf(seconds(200, 400)));
  });

  it('leaves out what is older than the range, though the minute of its begin has it', async () => {
    const early = { ...activity(0, 'early'), createdAt: '2026-11-20T10:00:29.999Z' };
    const { follower, rows, ids } = setUp([]);
    rows.push(early, { ...early, id: 'first', createdAt: asked.from });
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(['first']);
  });

  it('asks again after a failure, for everything', async () => {
    const { follower, rows, queries, fail, ids } = setUp(seconds(0, 3));
    fail(true);
    rows.push(activity(3));
    follower.note('changed');
    await vi.advanceTimersByTimeAsync(0);
    fail(false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(ids()[0]).toBe('row-3');
    expect(queries.map(({ limit }) => limit)).toEqual([25, 200]);
  });

  it('asks less often for what takes long to find', async () => {
    const { follower, queries, slow } = setUp(seconds(0, 3));
    slow(800);
    for (let time = 0; time < 7000; time += 200) {
      follower.note('changed');
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(queries.length).toBe(2);
  });

  it('asks nothing in a hidden tab, nor once it has stopped', async () => {
    const { follower, queries, hide } = setUp(seconds(0, 3));
    follower.note('changed');
    hide();
    await vi.advanceTimersByTimeAsync(60_000);
    follower.stop();
    follower.note('everything');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queries).toEqual([]);
  });
});
