import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAnnouncer } from './announcer.ts';

const announcerThat = (send: (topics: readonly string[]) => Promise<void>, pauseMs = 100) => {
  const announcer = createAnnouncer({ send, pauseMs });
  onTestFinished(() => announcer.stop());
  return announcer;
};

const recording = (pauseMs?: number) => {
  const sent: string[][] = [];
  const announcer = announcerThat(async (topics) => void sent.push([...topics]), pauseMs);
  return { announcer, sent };
};

describe('createAnnouncer', () => {
  it('tells the first change of a quiet time at once', () => {
    const { announcer, sent } = recording();
    announcer.announce('ropes', 'sails');
    expect(sent).toEqual([['ropes', 'sails']]);
  });

  it('tells all changes of the pause together, each topic once', async () => {
    const { announcer, sent } = recording();
    announcer.announce('ropes');
    for (let change = 0; change < 1_000; change += 1) announcer.announce('ropes', 'sails');
    await vi.waitFor(() => expect(sent).toEqual([['ropes'], ['ropes', 'sails']]));
  });

  it('goes on after it was told of no topic at all', () => {
    const { announcer, sent } = recording();
    announcer.announce();
    announcer.announce('ropes');
    expect(sent).toEqual([['ropes']]);
  });

  it('tells nothing while nothing changes, and the next change at once again', async () => {
    const { announcer, sent } = recording(10);
    announcer.announce('ropes');
    await sleep(100);
    expect(sent).toEqual([['ropes']]);
    announcer.announce('sails');
    expect(sent).toEqual([['ropes'], ['sails']]);
  });

  it('goes on trying what could not be told, without growing', async () => {
    const sent: string[][] = [];
    let isAway = true;
    const announcer = announcerThat(async (topics) => {
      if (isAway) throw new Error('away');
      sent.push([...topics]);
    }, 10);
    for (let change = 0; change < 1_000; change += 1) announcer.announce('ropes', 'sails');
    await sleep(50);
    isAway = false;
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(new Set(sent[0])).toEqual(new Set(['ropes', 'sails']));
  });

  it('does not wait for whoever is slow to be told', async () => {
    const { promise: slow, resolve: finish } = Promise.withResolvers<void>();
    const sent: string[][] = [];
    const announcer = announcerThat((topics) => {
      sent.push([...topics]);
      return slow;
    }, 10);
    announcer.announce('ropes');
    announcer.announce('sails');
    await sleep(50);
    expect(sent).toEqual([['ropes']]);
    finish();
    await vi.waitFor(() => expect(sent).toEqual([['ropes'], ['sails']]));
  });

  it('tells what is left when it stops, and then no more', async () => {
    const { announcer, sent } = recording(60_000);
    announcer.announce('ropes');
    announcer.announce('sails');
    await announcer.stop();
    announcer.announce('masts');
    expect(sent).toEqual([['ropes'], ['sails']]);
  });
});
