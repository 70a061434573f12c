import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { keepCostly } from './keep-costly.ts';
import { createLogger } from '../log.ts';

/** Something that counts how often it was made, and takes the seconds that it is told to. */
const makeThing = (seconds: number) => {
  const clock = new TestClock('2026-11-21T10:00:00Z');
  const log = createLogger({ level: 'silent' });
  const thing = { made: 0, seconds, fails: false };
  const get = keepCostly({ clock, log }, async () => {
    clock.advance({ seconds: thing.seconds });
    if (thing.fails) throw new Error('away');
    thing.made += 1;
    return thing.made;
  });
  return { clock, get, thing };
};

describe('keepCostly', () => {
  it('keeps no costly answer that is not worth it', async () => {
    const clock = new TestClock('2026-11-21T10:00:00Z');
    const log = createLogger({ level: 'silent' });
    let made = 0;
    const make = async (): Promise<number> => {
      clock.advance({ seconds: 1 });
      made += 1;
      return made;
    };
    const get = keepCostly({ clock, log }, make, (answer) => answer > 1);
    expect([await get(), await get(), await get()]).toEqual([1, 2, 2]);
  });

  it('gives nothing again that a change has outdated, and makes it once for all who ask', async () => {
    const clock = new TestClock('2026-11-21T10:00:00Z');
    const log = createLogger({ level: 'silent' });
    const world = { made: 0, changedAt: Number.NEGATIVE_INFINITY };
    const make = async (): Promise<number> => {
      clock.advance({ seconds: 1 });
      await turn();
      world.made += 1;
      return world.made;
    };
    const get = keepCostly({ clock, log }, make, undefined, () => world.changedAt);
    expect([await get(), await get()]).toEqual([1, 1]);
    world.changedAt = clock.now().getTime();
    clock.advance({ seconds: 1 });
    expect(await Promise.all([get(), get(), get()])).toEqual([2, 2, 2]);
    expect([await get(), world.made]).toEqual([2, 2]);
  });

  it('makes what is quick anew each time', async () => {
    const { get } = makeThing(0);
    expect([await get(), await get(), await get()]).toEqual([1, 2, 3]);
  });

  it('gives what took a second again for twenty', async () => {
    const { get, clock } = makeThing(1);
    expect(await get()).toBe(1);
    clock.advance({ seconds: 20 });
    expect(await get()).toBe(1);
  });

  it('gives it once more after that, and makes it anew meanwhile', async () => {
    const { get, clock, thing } = makeThing(1);
    await get();
    clock.advance({ seconds: 21 });
    expect([await get(), thing.made]).toEqual([1, 2]);
    await turn();
    expect(await get()).toBe(2);
  });

  it('makes it anew for whoever comes when nobody has asked for long', async () => {
    const { get, clock } = makeThing(1);
    await get();
    clock.advance({ minutes: 10 });
    expect(await get()).toBe(2);
  });

  it('keeps nothing any more once it is quick', async () => {
    const { get, clock, thing } = makeThing(1);
    await get();
    thing.seconds = 0;
    clock.advance({ minutes: 10 });
    expect([await get(), await get()]).toEqual([2, 3]);
  });

  it('fails when it cannot be made, and begins again when a kept one cannot be made anew', async () => {
    const { get, clock, thing } = makeThing(1);
    thing.fails = true;
    await expect(get()).rejects.toThrow('away');
    thing.fails = false;
    await get();
    thing.fails = true;
    clock.advance({ seconds: 21 });
    expect(await get()).toBe(1);
    await turn();
    thing.fails = false;
    expect(await get()).toBe(2);
  });
});
