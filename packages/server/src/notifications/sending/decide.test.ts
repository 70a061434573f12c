import { describe, expect, it } from 'vitest';
import { whatIsLeft, whyQuiet } from './decide.ts';

const channel = { is_enabled: true, tells_resolved: true };
const open = { state: 'open', severity: 'warning' } as const;
const over = { state: 'resolved', severity: 'warning' } as const;
const toldFiring = { kind: 'firing', severity: 'warning' } as const;
const toldResolved = { kind: 'resolved', severity: 'warning' } as const;

describe('whyQuiet', () => {
  it.each([
    ['what fires is told once', open, channel, undefined, null],
    ['it is not told again', open, channel, toldFiring, 'already_told'],
    ['it is told when it got worse', { ...open, severity: 'critical' }, channel, toldFiring, null],
    ['not when it got better', { ...open, severity: 'info' }, channel, toldFiring, 'already_told'],
    ['it is told when it came back', open, channel, toldResolved, null],
    ['what is over is told', over, channel, toldFiring, null],
    ['once', over, channel, toldResolved, 'already_told'],
    ['not to those who never heard of it', over, channel, undefined, 'never_told'],
    ['what was closed is over', { ...over, state: 'closed' }, channel, toldFiring, null],
    [
      'not to those who do not want it',
      over,
      { ...channel, tells_resolved: false },
      toldFiring,
      'resolved_off',
    ],
    [
      'a channel that is off hears nothing',
      open,
      { ...channel, is_enabled: false },
      undefined,
      'channel_disabled',
    ],
  ] as const)('%s', (_, subject, to, told, expected) => {
    expect(whyQuiet(subject, to, told)).toBe(expected);
  });
});

describe('whatIsLeft', () => {
  const row = {
    id: 'x',
    created_at: new Date(),
    channel_id: 'c',
    kind: 'firing',
    attempt: 1,
  } as const;
  it.each([
    ['begin', undefined],
    ['resume', { ...row, state: 'sending', reason: null }],
    ['done', { ...row, state: 'sent', reason: null }],
    ['done', { ...row, state: 'held', reason: 'throttled' }],
    ['done', { ...row, state: 'skipped', reason: 'already_told' }],
    ['again', { ...row, state: 'failed', reason: 'unreachable' }],
    ['failed', { ...row, state: 'failed', reason: 'refused' }],
  ] as const)('%s', (expected, before) => {
    expect(whatIsLeft(before, null)).toBe(expected);
  });

  it('is tried again for good reasons once for each time that somebody asks', () => {
    const refused = { ...row, state: 'failed', reason: 'refused' } as const;
    const askedForAt = new Date('2026-11-21T10:00:00Z');
    const at = (minutes: number) => ({
      ...refused,
      created_at: new Date(askedForAt.getTime() + minutes * 60_000),
    });
    expect(whatIsLeft(at(-1), askedForAt)).toBe('again');
    expect(whatIsLeft(at(1), askedForAt)).toBe('failed');
  });
});
