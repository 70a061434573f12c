import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasOtherContext, isContextLabel } from './context-labels.ts';

describe('isContextLabel', () => {
  it.each([
    ['instance', 'web-1:9100'],
    ['service', 'checkout'],
    ['pod', 'checkout-7d9f-x2x9p'],
    ['status_code', '503'],
    ['port', '8443'],
    ['shard', '3'],
    ['runtime', 'node'],
    ['rate', 'premium'],
    ['version', 'v1.4.2'],
  ])('takes %s=%s for where or what it is', (name, value) => {
    expect(isContextLabel(name, value)).toBe(true);
  });

  it.each([
    ['value', '93'],
    ['currentValue', '17'],
    ['queue.depth.count', '4100'],
    ['anything', '93.4'],
    ['anything', '93 %'],
    ['anything', '1.2GiB'],
    ['anything', '350ms'],
    ['anything', '-3'],
    ['firedAt', 'today 10:42'],
    ['anything', '2026-11-21T10:42:07Z'],
    ['instance', ''],
  ])('takes %s=%s for how much or when', (name, value) => {
    expect(isContextLabel(name, value)).toBe(false);
  });
});

const places = fc.dictionary(
  fc.constantFrom('instance', 'service', 'region', 'pod', 'port'),
  fc.constantFrom('web-1', 'web-2', 'eu', '8080', '9090', 'api'),
);
const amounts = fc.dictionary(
  fc.constantFrom('value', 'current_value', 'errorRate', 'p95', 'queueSize'),
  fc.oneof(
    fc.integer().map(String),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
      .map((n) => n.toFixed(2)),
    fc.integer({ min: 0, max: 100 }).map((n) => `${n} %`),
  ),
);

describe('hasOtherContext', () => {
  it('never minds how much there is', () => {
    fc.assert(
      fc.property(places, amounts, amounts, (where, before, after) => {
        expect(hasOtherContext({ ...where, ...before }, { ...where, ...after })).toBe(false);
      }),
    );
  });

  it('always minds where it is', () => {
    fc.assert(
      fc.property(places, places, amounts, amounts, (before, after, less, more) => {
        const names = new Set([...Object.keys(before), ...Object.keys(after)]);
        const differs = [...names].some((name) => before[name] !== after[name]);
        expect(hasOtherContext({ ...before, ...less }, { ...after, ...more })).toBe(differs);
      }),
    );
  });

  it('says the same both ways, and in whatever order labels stand', () => {
    const labels = fc.dictionary(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        const turned = Object.fromEntries(Object.entries(b).toReversed());
        expect(hasOtherContext(a, b)).toBe(hasOtherContext(b, a));
        expect(hasOtherContext(a, turned)).toBe(hasOtherContext(a, b));
        expect(hasOtherContext(a, a)).toBe(false);
      }),
    );
  });
});
