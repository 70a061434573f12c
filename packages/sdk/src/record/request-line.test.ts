import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TakenRequest } from '../requests/taken-request.ts';
import { RequestBlock } from '../requests/request-block.ts';

const usual: TakenRequest = {
  at: Date.parse('2026-11-22T04:05:06.789Z'),
  endpoint: '/leads/:id',
  method: 'GET',
  statusCode: 200,
  responseTimeMs: 12.3456,
  organizationId: '',
  userId: '',
  traceparent: '',
  traceId: '',
  spanId: '',
  count: 1,
};

/** In one block after another, whose memory is used again. */
const linesOf = (requests: readonly TakenRequest[], block = new RequestBlock(5_000)): unknown[] => {
  block.clear();
  for (const request of requests) block.add(request);
  const text = block.ndjson.toString();
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line): unknown => JSON.parse(line));
};

const lineOf = (some: Partial<TakenRequest>): unknown => linesOf([{ ...usual, ...some }])[0];

describe('the line of a request', () => {
  it('says what is known, and nothing else', () => {
    expect(lineOf({})).toEqual({
      kind: 'api_request',
      endpoint: '/leads/:id',
      method: 'GET',
      statusCode: 200,
      responseTimeMs: 12.346,
      createdAt: '2026-11-22T04:05:06.789Z',
    });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const some = { organizationId: 'acme', userId: '7', traceId, spanId: 'b7ad6b7169203331' };
    expect(lineOf({ ...some, count: 1_000_000 })).toMatchObject({ ...some, count: 1_000_000 });
    expect(lineOf({ traceparent: `00-${traceId}-b7ad6b7169203331-01` })).toMatchObject({ traceId });
  });

  it.each([
    [0, 0],
    [-3, 0],
    [Number.NaN, 0],
    [0.000_4, 0],
    [0.001, 0.001],
    [9.9996, 10],
    [100.01, 100.01],
    [1e12, 86_400_000],
    [Number.POSITIVE_INFINITY, 86_400_000],
  ])('has %d ms as %d', (responseTimeMs, expected) => {
    expect(lineOf({ responseTimeMs })).toMatchObject({ responseTimeMs: expected });
  });

  it('is JSON whatever the host says', () => {
    expect(lineOf({ statusCode: Number.NaN, method: 'get"', endpoint: '' })).toMatchObject({
      statusCode: 0,
      method: 'OTHER',
      endpoint: '/',
    });
    const block = new RequestBlock(5_000);
    const codeUnits = fc.array(fc.nat({ max: 0xffff }));
    const text = codeUnits.map((units) => String.fromCharCode(...units));
    const request = fc.record({ endpoint: text, organizationId: text, userId: text });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 5 }), (hostile) => {
        const requests = hostile.map((some) => ({ ...usual, ...some }));
        const told = linesOf(requests, block) as { organizationId?: string }[];
        expect(told).toHaveLength(requests.length);
        expect(told.map(({ organizationId = '' }) => organizationId)).toEqual(
          hostile.map(({ organizationId }) =>
            organizationId.toWellFormed().replaceAll('\0', '\ufffd'),
          ),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('fills a block by its bytes too', () => {
    const block = new RequestBlock(5_000);
    while (!block.isFull) block.add({ ...usual, organizationId: 'ü'.repeat(200) });
    expect(block.ndjson.length).toBeGreaterThan(1_500_000);
    expect(block.ndjson.length).toBeLessThan(1_501_000);
    expect(block.length).toBeLessThan(5_000);
  });
});
