import type { ChangeTopic } from '@taffrail/contract';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChangeStream, type ChangeStream } from './change-stream.ts';

const all = new Set<ChangeTopic>(['activity', 'keys']);

/** What a reader gets who takes everything that is there. */
const take = async ({ readable }: ChangeStream): Promise<string> => {
  let text = '';
  for (let isMore = true; isMore;) {
    await nextTurn();
    const piece: unknown = readable.read();
    isMore = piece !== null;
    text += isMore ? String(piece) : '';
  }
  return text;
};

describe('createChangeStream', () => {
  it('tells a reader who takes nothing once of all that changed meanwhile', async () => {
    const stream = createChangeStream(all);
    await take(stream);
    for (let change = 0; change < 10_000; change += 1) {
      stream.tell(new Set(['activity']));
      stream.tell(new Set(['keys', 'unknown']));
    }
    await nextTurn();
    expect(stream.readable.readableLength).toBeLessThan(200);
    const text = await take(stream);
    expect(text.match(/event: changed/g)?.length).toBeLessThanOrEqual(2);
    expect(text).toContain('data: {"topics":["activity","keys"]}');
  });

  it('says connected in place of all that was to be told when everything may have changed', async () => {
    const stream = createChangeStream(all);
    await take(stream);
    stream.tell(new Set(['activity']));
    await nextTurn();
    stream.tell(new Set(['keys']));
    stream.tell('everything');
    const text = await take(stream);
    expect(text).toMatch(/event: connected\ndata: \{\}\n\n$/);
    expect(text).not.toContain('keys');
  });

  it('says nothing of topics that the reader may not hear', async () => {
    const stream = createChangeStream(new Set<ChangeTopic>(['activity']));
    await take(stream);
    stream.tell(new Set(['keys']));
    expect(await take(stream)).toBe('');
  });

  it('sends a comment now and then', async () => {
    const stream = createChangeStream(all);
    await take(stream);
    stream.sendHeartbeat();
    expect(await take(stream)).toMatch(/^: .*\n\n$/);
  });

  it('says nothing more once it has ended', async () => {
    const stream = createChangeStream(all);
    const errors: Error[] = [];
    stream.readable.on('error', (error) => errors.push(error));
    await take(stream);
    stream.end();
    stream.tell(new Set(['activity']));
    stream.sendHeartbeat();
    stream.end();
    expect(await take(stream)).toBe('');
    expect(errors).toEqual([]);
  });

  it('ends for a reader who takes nothing, too', async () => {
    const stream = createChangeStream(all);
    await take(stream);
    stream.tell(new Set(['activity']));
    const closed = once(stream.readable, 'close');
    stream.end();
    await closed;
  });

  it('gives up a reader who takes nothing for several heartbeats', async () => {
    const stream = createChangeStream(all);
    await take(stream);
    stream.tell(new Set(['activity']));
    await nextTurn();
    const closed = once(stream.readable, 'close');
    for (let beat = 0; beat < 4; beat += 1) stream.sendHeartbeat();
    await closed;
  });

  it('keeps a reader who takes each heartbeat', async () => {
    const stream = createChangeStream(all);
    for (let beat = 0; beat < 10; beat += 1) {
      await take(stream);
      stream.sendHeartbeat();
    }
    expect(stream.readable.destroyed).toBe(false);
  });
});
