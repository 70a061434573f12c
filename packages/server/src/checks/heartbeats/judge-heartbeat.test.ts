import { HeartbeatCheckConfig } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { dueAfter, findWrongSchedule, nextDue } from './due.ts';
import { judgeHeartbeat, type KnownPings } from './judge-heartbeat.ts';
import { readSaid } from './ping-route.ts';

const at = (text: string): Date => new Date(`2026-11-21T${text}Z`);
const config = (given: object) =>
  HeartbeatCheckConfig.parse({ kind: 'heartbeat', graceSeconds: 600, ...given });

describe('when a ping is due', () => {
  it('is a period after the last', () => {
    expect(dueAfter(config({ periodSeconds: 3_600 }), at('10:00:00'))).toEqual({
      due_at: at('11:00:00'),
      down_at: at('11:10:00'),
    });
  });

  it.each([
    ['30 3 * * *', 'UTC', '2026-11-22T03:30:00.000Z'],
    ['30 3 * * *', 'Europe/Berlin', '2026-11-22T02:30:00.000Z'],
    ['*/15 * * * *', 'UTC', '2026-11-21T10:15:00.000Z'],
    ['0 */5 * * * *', 'UTC', '2026-11-21T10:05:00.000Z'],
  ])('is what %s says in %s', (cron, timeZone, due) => {
    expect(nextDue(config({ cron, timeZone }), at('10:00:00')).toISOString()).toBe(due);
  });

  it('follows the clocks where they change', () => {
    const daily = config({ cron: '30 3 * * *', timeZone: 'Europe/Berlin' });
    const before = new Date('2026-10-24T12:00:00Z');
    expect(nextDue(daily, before).toISOString()).toBe('2026-10-25T02:30:00.000Z');
  });

  it.each([
    [{ cron: '61 * * * *', timeZone: 'UTC' }, 'cron'],
    [{ cron: 'whenever', timeZone: 'UTC' }, 'cron'],
    [{ cron: '0 0 31 2 *', timeZone: 'UTC' }, 'cron'],
    [{ cron: '* * * * *', timeZone: 'Mars/Olympus' }, 'timeZone'],
  ])('cannot be told from %o', (schedule, field) => {
    expect(Object.keys(findWrongSchedule(schedule, at('10:00:00')) ?? {})).toEqual([field]);
  });

  it('needs a period or an expression, and not both', () => {
    const parse = (given: object) =>
      HeartbeatCheckConfig.safeParse({ kind: 'heartbeat', graceSeconds: 600, ...given }).success;
    expect(parse({})).toBe(false);
    expect(parse({ periodSeconds: 60, cron: '* * * * *' })).toBe(false);
    expect(parse({ periodSeconds: 60 })).toBe(true);
  });
});

describe('a heartbeat', () => {
  const pinged: KnownPings = {
    last_ping_at: at('10:00:00'),
    last_success_at: at('10:00:00'),
    has_failed: false,
    exit_status: null,
    running_since: null,
    due_at: at('11:00:00'),
    down_at: at('11:10:00'),
  };
  const never = {
    ...pinged,
    last_ping_at: null,
    last_success_at: null,
    due_at: null,
    down_at: null,
  };

  it.each<[string, KnownPings, string, string, string]>([
    ['never pinged', never, '10:30:00', 'new', 'unknown'],
    ['pinged in time', pinged, '10:59:00', 'up', 'ok'],
    ['is late, within its grace', pinged, '11:05:00', 'late', 'ok'],
    ['is silent', pinged, '11:11:00', 'down', 'critical'],
    ['said that it failed', { ...pinged, has_failed: true }, '10:01:00', 'down', 'critical'],
    [
      'runs, within its grace',
      { ...pinged, running_since: at('10:30:00') },
      '10:35:00',
      'up',
      'ok',
    ],
    [
      'began and did not end',
      { ...pinged, running_since: at('10:30:00') },
      '10:41:00',
      'down',
      'critical',
    ],
    [
      'only began so far',
      { ...never, last_ping_at: at('10:00:00'), running_since: at('10:00:00') },
      '10:01:00',
      'new',
      'unknown',
    ],
  ])('that %s is so', (_, known, now, state, result) => {
    expect(judgeHeartbeat(known, 600, at(now))).toMatchObject({ state, result });
  });

  it('says how late it is, and with which status it failed', () => {
    expect(judgeHeartbeat(pinged, 600, at('13:00:30'))).toMatchObject({
      message: 'No ping: one was due 2 hours ago.',
      lateSeconds: 7_230,
    });
    expect(
      judgeHeartbeat({ ...pinged, has_failed: true, exit_status: 3 }, 600, at('10:01:00')).message,
    ).toBe('It said that it failed, with exit status 3.');
  });
});

describe('what stands behind the address of a ping', () => {
  it.each([
    [undefined, { kind: 'success', exitStatus: null }],
    ['start', { kind: 'start', exitStatus: null }],
    ['fail', { kind: 'fail', exitStatus: null }],
    ['log', { kind: 'log', exitStatus: null }],
    ['0', { kind: 'success', exitStatus: 0 }],
    ['1', { kind: 'fail', exitStatus: 1 }],
    ['255', { kind: 'fail', exitStatus: 255 }],
    ['256', undefined],
    ['-1', undefined],
    ['stop', undefined],
    ['', undefined],
  ])('%s', (said, expected) => {
    expect(readSaid(said)).toEqual(expected);
  });
});
