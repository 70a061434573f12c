import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyBucket } from './latency-bucket.ts';
import type { TakenRequest } from './taken-request.ts';
import { Sampler } from './sampler.ts';

const request = fc.record({
  endpoint: fc.constantFrom('/a', '/b', '/c/:id'),
  method: fc.constantFrom('GET', 'POST'),
  statusCode: fc.constantFrom(200, 404, 500, 503),
  responseTimeMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
});
const toTaken = (some: Partial<TakenRequest>): TakenRequest => ({
  at: 0,
  endpoint: '/',
  method: 'GET',
  statusCode: 200,
  responseTimeMs: 1,
  organizationId: '',
  userId: '',
  traceparent: '',
  traceId: '',
  spanId: '',
  count: 1,
  ...some,
});

/** Requests by what must not be changed by sampling. */
const countBy = (requests: readonly TakenRequest[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { endpoint, method, statusCode, responseTimeMs, count } of requests) {
    const key = `${endpoint} ${method} ${statusCode} ${latencyBucket(responseTimeMs)}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
};

describe('a sampler', () => {
  it('keeps the number of requests of every endpoint, method, status and latency', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(request.map(toTaken), fc.constant('flush' as const)), { maxLength: 400 }),
        fc.constantFrom(0.9, 0.5, 0.1, 0.01),
        (events, share) => {
          const sent: TakenRequest[] = [];
          const sampler = new Sampler(share, (one) => sent.push(one));
          for (const event of events) {
            if (event === 'flush') sampler.flush();
            else sampler.add(event);
          }
          sampler.flush();
          const given = events.filter((event) => event !== 'flush');
          expect(countBy(sent)).toEqual(countBy(given));
        },
      ),
    );
  });

  it('sends about its share of many alike', () => {
    const sent: TakenRequest[] = [];
    const sampler = new Sampler(0.1, (one) => sent.push(one));
    for (let index = 0; index < 1_005; index += 1) sampler.add(toTaken({ responseTimeMs: 5 }));
    sampler.flush();
    expect(sent).toHaveLength(101);
    expect(sent.map(({ count }) => count)).toEqual([...Array.from({ length: 100 }, () => 10), 5]);
  });

  it('holds a bounded number of kinds', () => {
    let sent = 0;
    const sampler = new Sampler(0.5, ({ count }) => (sent += count));
    for (let index = 0; index < 25_000; index += 1) sampler.add(toTaken({ endpoint: `/${index}` }));
    expect(sent).toBe(20_000);
    sampler.flush();
    expect(sent).toBe(25_000);
  });
});

describe('a latency bucket', () => {
  it('is as wide as 1.6 % of its middle at most, and in order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 86_400_000, noNaN: true }),
        fc.double({ min: 0, max: 86_400_000, noNaN: true }),
        (a, b) => {
          const [low = 0, high = 0] = [a, b].sort((x, y) => x - y);
          expect(latencyBucket(low)).toBeLessThanOrEqual(latencyBucket(high));
          if (latencyBucket(low) === latencyBucket(high)) {
            expect(Math.round(high * 1_000) - Math.round(low * 1_000)).toBeLessThanOrEqual(
              (high * 1_000) / 32,
            );
          }
        },
      ),
    );
  });

  it.each([
    [0, 0],
    [0.031, 31],
    [0.032, 32],
    [0.063, 63],
    [0.064, 64],
    [0.065, 64],
    [0.066, 65],
    [1, 190],
    [86_400_000, 1_032],
  ])('of %d ms is %i', (ms, bucket) => {
    expect(latencyBucket(ms)).toBe(bucket);
  });
});
