import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { together, togetherByName } from './together.ts';

/** Readings that end when the test says so. */
const heldReadings = <Q>() => {
  const readings: { questions: readonly Q[]; end: (error?: Error) => void }[] = [];
  const readAll = (questions: readonly Q[]) =>
    new Promise<(question: Q) => string>((resolve, reject) => {
      const number = readings.length + 1;
      readings.push({
        questions,
        end: (error) =>
          error ? reject(error) : resolve((question) => `${String(question)} of reading ${number}`),
      });
    });
  const end = async (number: number, error?: Error): Promise<void> => {
    readings[number - 1]?.end(error);
    await sleep(5);
  };
  return { readings, readAll, end };
};

describe('together', () => {
  it('answers at once when nothing else is being answered', async () => {
    const { readings, readAll, end } = heldReadings<string>();
    const ask = together(readAll, 0);
    const answer = ask('a');
    expect(readings.map(({ questions }) => questions)).toEqual([['a']]);
    await end(1);
    expect(await answer).toBe('a of reading 1');
  });

  it('never answers with what was begun before the question', async () => {
    const { readings, readAll, end } = heldReadings<string>();
    const ask = together(readAll, 0);
    const first = ask('a');
    const others = [ask('a'), ask('b'), ask('c')];
    expect(readings).toHaveLength(1);
    await end(1);
    expect(readings.map(({ questions }) => questions)).toEqual([['a'], ['a', 'b', 'c']]);
    const late = ask('d');
    await end(2);
    await end(3);
    expect(await first).toBe('a of reading 1');
    expect(await Promise.all(others)).toEqual(['a', 'b', 'c'].map((q) => `${q} of reading 2`));
    expect(await late).toBe('d of reading 3');
  });

  it('fails for those who asked together, and goes on for the next', async () => {
    const { readAll, end } = heldReadings<string>();
    const ask = together(readAll, 0);
    const first = ask('a');
    const second = Promise.allSettled([ask('b'), ask('c')]);
    await end(1);
    await end(2, new Error('away'));
    const third = ask('d');
    await end(3);
    expect(await first).toBe('a of reading 1');
    expect((await second).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await third).toBe('d of reading 3');
  });

  it('lets a crowd gather, and nobody wait who asks alone', async () => {
    const sizes: number[] = [];
    const ask = together<number, number>(async (questions) => {
      sizes.push(questions.length);
      return (question) => question;
    }, 50);
    await ask(1);
    await ask(2);
    await Promise.all([ask(3), ask(4), ask(5)]);
    const next = Promise.all([ask(6), ask(7)]);
    await sleep(5);
    expect(sizes).toEqual([1, 1, 3]);
    await next;
    expect(sizes).toEqual([1, 1, 3, 2]);
  });

  it('remembers nothing', async () => {
    let readings = 0;
    const ask = together<string, number>(async () => {
      readings += 1;
      const number = readings;
      return () => number;
    }, 0);
    expect([await ask('a'), await ask('a')]).toEqual([1, 2]);
  });
});

describe('togetherByName', () => {
  it('shares a reading among those who ask the same, and with nobody else', async () => {
    const { readings, readAll, end } = heldReadings<string>();
    const ask = togetherByName<string>(0);
    const read = (name: string) => ask(name, async () => (await readAll([name]))(name));
    const answers = Promise.all([read('a'), read('b'), read('a'), read('a')]);
    expect(readings.map(({ questions }) => questions)).toEqual([['a'], ['b']]);
    await end(1);
    expect(readings.map(({ questions }) => questions)).toEqual([['a'], ['b'], ['a']]);
    await end(2);
    await end(3);
    expect(await answers).toEqual([
      'a of reading 1',
      'b of reading 2',
      'a of reading 3',
      'a of reading 3',
    ]);
  });
});
