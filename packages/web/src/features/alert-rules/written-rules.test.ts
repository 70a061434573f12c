import { expect, it } from 'vitest';
import { problemsOf, readRules, writeRules } from './written-rules.ts';

const rules = {
  bySourceGroup: true,
  labels: ['service', 'cluster'],
  windowMinutes: 10,
  reopenMinutes: 0,
};
const written = writeRules(rules);

it('reads what it writes', () => {
  expect(readRules(written)).toEqual(rules);
});

it('takes labels apart however they are separated, each once', () => {
  const labels = ' service,cluster  service\nzone ';
  expect(readRules({ ...written, labels })?.labels).toEqual(['service', 'cluster', 'zone']);
  expect(readRules({ ...written, labels: ' ' })?.labels).toEqual([]);
});

it.each([
  ['windowMinutes', '0'],
  ['windowMinutes', '1441'],
  ['windowMinutes', 'ten'],
  ['windowMinutes', ''],
  ['reopenMinutes', '-1'],
  ['reopenMinutes', '1.5'],
  ['labels', 'x'.repeat(101)],
  ['labels', Array.from({ length: 11 }, (_, index) => `l${index}`).join(' ')],
] as const)('says what is wrong with %s: %s', (field, text) => {
  expect(problemsOf({ ...written, [field]: text })[field]).toMatch(/\.$/);
  expect(readRules({ ...written, [field]: text })).toBeUndefined();
});
