import * as fc from 'fast-check';
import { isStorable } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { cleanReport } from './clean-report.ts';
import type { AlertReport } from './report.ts';

const receivedAt = new Date('2026-11-21T10:00:00Z');
const report = (given: Partial<AlertReport> = {}): AlertReport => ({
  fingerprint: 'f1',
  name: 'HighErrorRate',
  severity: 'warning',
  status: 'firing',
  description: null,
  labels: {},
  annotations: {},
  service: null,
  groupKey: null,
  url: null,
  startedAt: new Date('2026-11-21T09:00:00Z'),
  endedAt: null,
  traceId: null,
  isAcknowledgedBySender: false,
  ...given,
});
const cleaned = (given: Partial<AlertReport>) => cleanReport(report(given), receivedAt);

describe('cleanReport', () => {
  it('leaves a usual report as it is', () => {
    const usual = report({
      description: 'It is slow',
      labels: { instance: 'web-1' },
      url: 'https://grafana.example/d/1',
      traceId: 'a'.repeat(32),
    });
    expect(cleanReport(usual, receivedAt)).toEqual(usual);
  });

  it('takes secrets out, and what is no web address', () => {
    const { labels, description, url } = cleaned({
      labels: { api_key: 'abc', note: 'password=hunter2hunter2' },
      description: 'Bearer abc123abc123=',
      url: 'javascript:alert(1)',
    });
    expect(labels).toEqual({ api_key: '[scrubbed]', note: 'password=[scrubbed]' });
    expect(description).toBe('Bearer [scrubbed]');
    expect(url).toBeNull();
  });

  it('tells long fingerprints apart', () => {
    const one = cleaned({ fingerprint: `${'x'.repeat(5_000)}1` });
    const other = cleaned({ fingerprint: `${'x'.repeat(5_000)}2` });
    expect(one.fingerprint).not.toBe(other.fingerprint);
    expect(one.fingerprint).toHaveLength(64);
  });

  it('cuts what is too long, and keeps the same labels whatever their order', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`label_${n}`, 'x']));
    const turned = Object.fromEntries(Object.entries(many).toReversed());
    expect(Object.keys(cleaned({ labels: many }).labels)).toHaveLength(64);
    expect(cleaned({ labels: turned })).toEqual(cleaned({ labels: many }));
    expect(cleaned({ labels: { big: 'x'.repeat(1_000_000) } }).labels['big']).toHaveLength(1_000);
    expect(cleaned({ name: 'x'.repeat(1_000_000) }).name).toHaveLength(300);
  });

  it.each([
    ['from the future', new Date('2027-01-01T00:00:00Z'), receivedAt],
    ['that is none', new Date(Number.NaN), receivedAt],
    ['of year one', new Date('0001-01-01T00:00:00Z'), new Date(0)],
  ])('puts a beginning %s where it can be', (_, startedAt, expected) => {
    expect(cleaned({ startedAt }).startedAt).toEqual(expected);
  });

  it('ends what is resolved when it was received, where nothing else is said', () => {
    expect(cleaned({ status: 'resolved' }).endedAt).toEqual(receivedAt);
    expect(cleaned({ endedAt: receivedAt }).endedAt).toBeNull();
  });

  it('gives only what can be stored, whatever was sent', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, fc.dictionary(text, text), (fingerprint, name, labels) => {
        const clean = cleaned({ fingerprint, name, labels, groupKey: name, description: name });
        const texts = [clean.fingerprint, clean.name, clean.groupKey, clean.description];
        for (const kept of [...texts, ...Object.entries(clean.labels).flat()])
          expect(kept === null || isStorable(kept)).toBe(true);
        expect(clean.name).not.toBe('');
      }),
      { numRuns: 50 },
    );
  });
});
