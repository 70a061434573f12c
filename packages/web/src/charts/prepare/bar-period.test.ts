import { expect, it } from 'vitest';
import { barPeriod } from './bar-period.ts';

it.each([
  ['2026-11-21T10:00:00Z', '2026-11-21T10:15:00Z', 'UTC', '21 Nov, 10:00–10:15'],
  ['2026-11-21T10:00:00Z', '2026-11-21T10:00:05Z', 'UTC', '21 Nov, 10:00–10:00:05'],
  ['2026-11-21T23:30:00Z', '2026-11-22T00:00:00Z', 'UTC', '21 Nov, 23:30–00:00'],
  ['2026-11-21T22:00:00Z', '2026-11-22T04:00:00Z', 'UTC', '21 Nov, 22:00 – 22 Nov, 04:00'],
  ['2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z', 'UTC', '21 Nov'],
  ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 'Europe/Berlin', '25 Oct'],
])('from %s to %s in %s is %s', (from, to, zone, text) => {
  expect(barPeriod({ from: new Date(from), to: new Date(to) }, zone)).toBe(text);
});
