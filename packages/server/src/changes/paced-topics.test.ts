import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacedTopics } from './paced-topics.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const paced = () => {
  const told: string[][] = [];
  const topics = createPacedTopics<string>(800, (now) => void told.push([...now].toSorted()));
  return { told, topics, announce: (...some: string[]) => topics.announce(new Set(some)) };
};

describe('createPacedTopics', () => {
  it('tells at once, and what comes in the pause once when it ends', () => {
    const { told, announce } = paced();
    announce('ropes', 'sails');
    expect(told).toEqual([['ropes', 'sails']]);
    for (let change = 0; change < 100; change += 1) announce('ropes');
    vi.advanceTimersByTime(799);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([['ropes', 'sails'], ['ropes']]);
  });

  it('rests after what it told late, too', () => {
    const { told, announce } = paced();
    announce('ropes');
    announce('ropes');
    vi.advanceTimersByTime(800);
    announce('ropes');
    vi.advanceTimersByTime(799);
    expect(told).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(told).toHaveLength(3);
  });

  it('lets no topic wait for another', () => {
    const { told, announce } = paced();
    announce('ropes');
    vi.advanceTimersByTime(10);
    announce('ropes', 'sails');
    expect(told).toEqual([['ropes'], ['sails']]);
    vi.advanceTimersByTime(790);
    expect(told).toEqual([['ropes'], ['sails'], ['ropes']]);
  });

  it('tells again at once after a quiet time', () => {
    const { told, announce } = paced();
    announce('ropes');
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([['ropes']]);
    announce('ropes');
    expect(told).toEqual([['ropes'], ['ropes']]);
  });

  it('tells nothing more when it has stopped', () => {
    const { told, topics, announce } = paced();
    announce('ropes');
    announce('ropes');
    topics.stop();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([['ropes']]);
  });
});
