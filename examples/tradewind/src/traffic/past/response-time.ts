import type { Chance } from '../../chance.ts';

/** Milliseconds; the median of what Tradewind takes on a small server. */
const usual: Readonly<Record<string, number>> = {
  'POST /api/sessions': 70,
  'POST /api/sign-up': 85,
  'POST /api/discoveries': 16,
  'POST /api/headhunts': 16,
  'POST /api/batches': 18,
  'GET /api/contacts/:id': 9,
};
const ofReads = 4;
const ofWrites = 8;

/** Most answers are near the usual; a few take many times as long. */
export const responseTime = (chance: Chance, route: string): number => {
  const median = usual[route] ?? (route.startsWith('GET ') ? ofReads : ofWrites);
  const isSlow = chance.happens(0.01);
  return median * (0.55 + chance.waiting(0.65)) * (isSlow ? 12 : 1);
};
