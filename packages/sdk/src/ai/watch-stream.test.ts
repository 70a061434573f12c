import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { session, useStage } from '../../test/stage.ts';

const stage = useStage();

type Part = Readonly<Record<string, unknown>>;

const parts: readonly Part[] = [
  { type: 'response-metadata', modelId: 'gpt-4.1-2025-04-14' },
  { type: 'text-delta', id: '0', delta: 'one' },
  { type: 'text-delta', id: '0', delta: 'two' },
  { type: 'text-delta', id: '0', delta: 'three' },
  { type: 'finish', usage: { inputTokens: { total: 12 }, outputTokens: { total: 3 } } },
];
const usage = { model: 'gpt-4.1-2025-04-14', inputTokens: 12, outputTokens: 3 };

class Broken extends Error {}

/** What a source has been asked for, and told. */
class Source {
  pulls = 0;
  readonly cancelled: unknown[] = [];
  readonly stream: ReadableStream<Part>;

  constructor(failsAfter: number, error: unknown) {
    this.stream = new ReadableStream<Part>(
      {
        pull: async (controller) => {
          await turn();
          const part = parts[this.pulls];
          this.pulls += 1;
          if (this.pulls > failsAfter) controller.error(error);
          else if (part === undefined) controller.close();
          else controller.enqueue(part);
        },
        cancel: (reason) => void this.cancelled.push(reason),
      },
      { highWaterMark: 0 },
    );
  }
}

type Change = NonNullable<ConstructorParameters<typeof TransformStream<Part, Part>>[0]>;
type Read = (stream: ReadableStream<Part>, into: Part[]) => Promise<void>;

const all: Read = async (stream, into) => {
  for await (const part of stream) into.push(part);
};

const through =
  (transform: Change, read: Read, options?: { preventCancel: boolean }): Read =>
  (stream, into) =>
    read(stream.pipeThrough(new TransformStream(transform), options), into);

const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await turn();
};

/** How it ends for whoever reads, and for the source. */
const observe = async (source: Source, stream: ReadableStream<Part>, read: Read) => {
  const seen: Part[] = [];
  const error: unknown = await read(stream, seen).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await settle();
  return { seen, error, cancelled: source.cancelled, pulls: source.pulls, locked: stream.locked };
};

const watched = async (stream: ReadableStream<Part>) => {
  const taffrail = stage.client();
  const { wrapStream } = taffrail.aiSdk({ route: 'discovery', session });
  const result = await wrapStream({
    doStream: async () => ({ stream }),
    model: { provider: 'openai.chat', modelId: 'gpt-4.1' },
  });
  const told = async () => {
    await taffrail.flush();
    return stage.server.records;
  };
  return { stream: result.stream, told };
};

const left = new Broken('seen enough');
const broken = new Broken('broken');
const never = Number.POSITIVE_INFINITY;

const one: Read = async (stream, into) => {
  const reader = stream.getReader();
  const { value } = await reader.read();
  if (value) into.push(value);
};
const two: Read = async (stream, into) => {
  const reader = stream.getReader();
  for (let count = 0; count < 2; count += 1) {
    const { value } = await reader.read();
    if (value) into.push(value);
  }
  await reader.cancel(left);
};
const throwsAtThree: Change = {
  transform: (part, controller) => {
    if (part['delta'] === 'two') throw broken;
    controller.enqueue(part);
  },
};
const endsAtThree: Change = {
  transform: (part, controller) => {
    if (part['delta'] === 'two') controller.terminate();
    else controller.enqueue(part);
  },
};

describe('a stream that is piped through another', () => {
  it.each<[string, number, Read, object]>([
    ['is read to its end', never, through({}, all), { status: 'succeeded', ...usage }],
    [
      'is piped through two',
      never,
      through({}, through({}, all)),
      { status: 'succeeded', ...usage },
    ],
    ['breaks', 3, through({}, all), { status: 'failed', errorType: 'Broken' }],
    ['breaks at once', 0, through({}, all), { status: 'failed', errorType: 'Broken' }],
    ['is left', never, through({}, two), { status: 'succeeded', inputTokens: 0 }],
    ['is broken by the other', never, through(throwsAtThree, all), { status: 'succeeded' }],
    ['is ended by the other', never, through(endsAtThree, all), { status: 'succeeded' }],
  ])('is as without a recorder when it %s', async (_, failsAfter, read, record) => {
    const bare = new Source(failsAfter, broken);
    const expected = await observe(bare, bare.stream, read);
    const source = new Source(failsAfter, broken);
    const { stream, told } = await watched(source.stream);
    const observed = await observe(source, stream, read);
    expect(observed).toEqual(expected);
    expect(observed.error).toBe(expected.error);
    expect(await told()).toMatchObject([record]);
  });

  it('is not read ahead of its reader', async () => {
    const bare = new Source(never, broken);
    const expected = await observe(bare, bare.stream, through({}, one));
    const source = new Source(never, broken);
    const { stream, told } = await watched(source.stream);
    expect(await observe(source, stream, through({}, one))).toEqual(expected);
    expect(source.pulls).toBeLessThan(parts.length);
    expect(await told()).toEqual([]);
  });

  it('is refused where it is read already, or the other is written already', async () => {
    const { stream } = await watched(new Source(never, broken).stream);
    const taken = new TransformStream<Part, Part>();
    taken.writable.getWriter();
    expect(() => stream.pipeThrough(taken)).toThrow(TypeError);
    expect(stream.locked).toBe(false);
    stream.getReader();
    expect(() => stream.pipeThrough(new TransformStream<Part, Part>())).toThrow(TypeError);
  });
});

describe('a stream that is read otherwise', () => {
  it.each<[string, Read]>([
    ['part by part', all],
    [
      'twice',
      async (stream, into) => {
        const [first, second] = stream.tee();
        await Promise.all([all(first, into), all(second, [])]);
      },
    ],
    [
      'into another',
      (stream, into) =>
        stream.pipeTo(new WritableStream({ write: (part) => void into.push(part) })),
    ],
    ['through another with options', through({}, all, { preventCancel: true })],
  ])('%s tells its usage, too', async (_, read) => {
    const source = new Source(never, broken);
    const { stream, told } = await watched(source.stream);
    const { seen, error } = await observe(source, stream, read);
    expect([seen, error]).toEqual([parts, undefined]);
    expect(await told()).toMatchObject([{ status: 'succeeded', ...usage }]);
  });
});
