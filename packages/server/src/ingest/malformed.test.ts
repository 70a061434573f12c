import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

interface Malformed {
  readonly name: string;
  readonly body: Buffer;
  readonly encoding?: 'gzip' | 'zstd';
  readonly status: number;
  /** Of those lines that are not good; empty when all are. */
  readonly codes: readonly string[];
  /** Ids that must be there afterwards, once. */
  readonly kept: readonly string[];
}

const good = (id: string): string =>
  JSON.stringify({ kind: 'activity', id, organizationId: 'acme', action: 'lead.created' });

const withField = (name: string, json: string): string =>
  `{"kind":"activity","organizationId":"acme","action":"lead.created","${name}":${json}}`;

const ids = fc.array(fc.uuid({ version: 7 }).map(withTime), { minLength: 1, maxLength: 6 });

/** Of today, so that it is neither too old nor ahead. */
function withTime(id: string): string {
  return `01a1fd8c-0000-7${id.slice(15)}`;
}

/** A bad line somewhere between good ones. */
const among = (
  name: string,
  badLine: fc.Arbitrary<string | Buffer>,
  code: string,
): fc.Arbitrary<Malformed> =>
  fc.tuple(ids, badLine, fc.nat()).map(([kept, bad, at]) => {
    const lines: (string | Buffer)[] = kept.map(good);
    lines.splice(at % (lines.length + 1), 0, bad);
    const body = Buffer.concat(
      lines.map((line) => Buffer.concat([Buffer.from(line as string), Buffer.from('\n')])),
    );
    return { name, body, status: 200, codes: [code], kept };
  });

const nested = (levels: number, open: string, close: string): string =>
  open.repeat(levels) + '1' + close.repeat(levels);

const textFields = fc.constantFrom('userAgent', 'resourceId', 'sessionId', 'userId', 'traceId');
const deep = fc.integer({ min: 50, max: 5_000 });

const invalidBytes = fc
  .constantFrom([0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf5, 0x80, 0x80, 0x80])
  .map((bytes) => {
    const [before = '', after = ''] = withField('userAgent', '"|"').split('|');
    return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
  });

const wrongTypes = fc
  .tuple(
    fc.constantFrom('id', 'organizationId', 'action', 'metadata', 'ipAddress', 'createdAt'),
    fc.constantFrom('7', '-1e9', 'true', '[]', '["a"]', '[{}]', '""', '1e999'),
  )
  .map(([field, json]) => withField(field, json));

const bomb = (fill: string, megabytes: number): Buffer => Buffer.alloc(megabytes << 20, fill);
const bombs = ['\0', '\n', ' ', '{}\n', '[', '"'].flatMap((fill) => [
  { body: gzipSync(bomb(fill, 6), { level: 1 }), encoding: 'gzip' as const },
  { body: zstdCompressSync(bomb(fill, 100)), encoding: 'zstd' as const },
]);

const kinds: readonly fc.Arbitrary<Malformed>[] = [
  fc.tuple(ids, fc.integer({ min: 1, max: 30 })).map(([kept, cut]) => ({
    name: 'truncated gzip',
    body: gzipSync(kept.map(good).join('\n')).subarray(0, -cut),
    encoding: 'gzip',
    status: 400,
    codes: [],
    kept: [],
  })),
  fc
    .constantFrom(...bombs)
    .map((packed) => ({ name: 'a bomb', ...packed, status: 413, codes: [], kept: [] })),
  among(
    'a NUL, as it is',
    textFields.map((name) => withField(name, '"a\0b"')),
    'invalid_json',
  ),
  among(
    'a NUL, escaped',
    textFields.map((name) => withField(name, String.raw`"a\u0000b"`)),
    'invalid_record',
  ),
  among(
    'a NUL in metadata',
    fc
      .constantFrom(String.raw`{"a":["\u0000"]}`, String.raw`{"\u0000":1}`)
      .map((json) => withField('metadata', json)),
    'invalid_record',
  ),
  among(
    'a lone surrogate',
    fc
      .tuple(textFields, fc.constantFrom(String.raw`"\ud800"`, String.raw`"a\uDFFFb"`))
      .map(([name, json]) => withField(name, json)),
    'invalid_record',
  ),
  among(
    'JSON 50 levels deep',
    deep.map((levels) => withField('metadata', nested(levels, '{"a":', '}'))),
    'invalid_record',
  ),
  among(
    'arrays 50 levels deep, in a record or instead of one',
    fc
      .tuple(deep, fc.boolean())
      .map(([levels, alone]) =>
        alone ? nested(levels, '[', ']') : withField('metadata', nested(levels, '[', ']')),
      ),
    'invalid_record',
  ),
  among(
    'brackets that are never closed',
    deep.map((levels) => '['.repeat(levels)),
    'invalid_json',
  ),
  among('a wrong type', wrongTypes, 'invalid_record'),
  among(
    'a huge string',
    fc
      .tuple(textFields, fc.constantFrom(1_001, 100_000, 1_000_000, 4_000_000))
      .map(([name, size]) => withField(name, `"${'x'.repeat(size)}"`)),
    'invalid_record',
  ),
  among('invalid UTF-8', invalidBytes, 'invalid_json'),
  among(
    'a line that ends too early',
    fc.integer({ min: 1, max: 60 }).map((cut) => good(randomUUID()).slice(0, -cut)),
    'invalid_json',
  ),
  ids.map((kept) => ({
    name: 'duplicate ids',
    body: Buffer.from([...kept, ...kept, ...kept].map(good).join('\n')),
    status: 200,
    codes: [],
    kept,
  })),
];

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const megabytesHeld = async (): Promise<number> => {
  // Buffers are freed some time after the objects that held them.
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await setImmediate();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / (1 << 20);
};

const send = ({ body, encoding }: Malformed) =>
  sendBatch(server, key, body, encoding ? { 'content-encoding': encoding } : {});

describe('500 malformed batches', () => {
  it('get the answers that they deserve, and cost no neighbour and no memory', async () => {
    const batches = fc.sample(fc.oneof(...kinds), { numRuns: 500, seed: 500 });
    expect(new Set(batches.map(({ name }) => name)).size).toBe(kinds.length);
    const heldBefore = await megabytesHeld();
    for (let at = 0; at < batches.length; at += 10) {
      const together = batches.slice(at, at + 10);
      const answers = await Promise.all(together.map(send));
      answers.forEach((answer, index) => {
        const { name, status, codes } = together[index] as Malformed;
        expect(answer.status, name).toBe(status);
        if (status !== 200) return;
        const rejected = answer.body.rejected as { code: string }[];
        expect(
          rejected.map(({ code }) => code),
          name,
        ).toEqual(codes);
      });
    }
    const wanted = batches.flatMap(({ kept }) => kept);
    const { rows } = await server.owner.query<{ id: string }>('select id from activity_log');
    expect(rows.map(({ id }) => id).sort()).toEqual([...new Set(wanted)].sort());
    expect(await findRollupDrift(server.owner)).toEqual([]);
    // About 2 when nothing of what was sent is kept.
    const sentMegabytes = batches.reduce((sum, { body }) => sum + body.length, 0) / (1 << 20);
    expect(sentMegabytes).toBeGreaterThan(20);

    expect((await megabytesHeld()) - heldBefore).toBeLessThan(10);
  });

  it('are opened one after the other, so that bombs together need no more than one', async () => {
    const body = gzipSync(bomb('{}\n', 100));
    const peakBefore = process.resourceUsage().maxRSS;
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        sendBatch(server, key, body, { 'content-encoding': 'gzip' }),
      ),
    );
    for (const answer of answers) expect(answer.status).toBe(413);
    // In kilobytes. All of them at once would be 500 MB, unpacked without a limit 10 GB.
    expect(process.resourceUsage().maxRSS - peakBefore).toBeLessThan(250_000);
  });
});
