/** Moments, in order, at which a day is short, long, hardly begun or nearly over. */
export const dayEdges: readonly (readonly [timeZone: string, ...moments: string[]])[] = [
  [
    'Europe/Berlin',
    '2026-10-25T00:30:00.000Z', // 02:30, for the first time
    '2026-10-25T01:30:00.000Z', // 02:30, again
    '2026-10-25T22:59:59.999Z',
    '2026-10-26T09:07:13.123Z', // the day after the long one
    '2026-11-01T23:00:00.000Z', // midnight
    '2026-11-21T10:00:00.001Z',
  ],
  ['Asia/Kolkata', '2026-11-20T18:30:00.000Z', '2026-11-20T18:30:59.000Z', '2026-11-21T09:17:00Z'],
  [
    'America/Havana',
    '2026-11-01T04:30:00.000Z',
    '2026-11-01T05:30:00.000Z',
    '2026-11-02T05:10:00Z',
  ],
  ['Pacific/Apia', '2026-11-21T09:59:00.000Z', '2026-11-21T10:00:30.000Z'],
];
