import type { IngestRecord } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

/** What the health page is tested with: endpoints of a product, asked for two weeks. */
const hourMs = 3_600_000;

const endpoints = [
  { method: 'GET', endpoint: '/leads', share: 0.34, ms: 38, failing: 0.001 },
  { method: 'GET', endpoint: '/leads/:id', share: 0.24, ms: 21, failing: 0.001 },
  { method: 'POST', endpoint: '/leads/:id/interactions', share: 0.12, ms: 64, failing: 0.003 },
  { method: 'GET', endpoint: '/companies/:id', share: 0.1, ms: 27, failing: 0 },
  { method: 'POST', endpoint: '/discoveries', share: 0.07, ms: 640, failing: 0.012 },
  { method: 'GET', endpoint: '/invoices', share: 0.06, ms: 85, failing: 0.002 },
  { method: 'PATCH', endpoint: '/tasks/:id', share: 0.05, ms: 44, failing: 0 },
  { method: 'DELETE', endpoint: '/leads/:id', share: 0.01, ms: 52, failing: 0 },
  { method: 'GET', endpoint: '/tickets', share: 0.004, ms: 31, failing: 0 },
  { method: 'POST', endpoint: '/tickets', share: 0.003, ms: 47, failing: 0 },
  { method: 'GET', endpoint: '/members', share: 0.003, ms: 18, failing: 0 },
] as const;

/** Where requests of an endpoint lie, in shares of them and in times its usual duration. */
const spread = [
  { share: 0.5, times: 0.8 },
  { share: 0.3, times: 1.3 },
  { share: 0.14, times: 2.4 },
  { share: 0.05, times: 5 },
  { share: 0.01, times: 11 },
] as const;

/** Between 0 and 1, the same for the same number. */
const noise = (seed: number): number => {
  const x = Math.sin(seed * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
};

/** The hour in which nothing was asked: the product was away. */
export const silentHoursAgo = 50;

const ofHour = (now: number, hoursAgo: number): IngestRecord[] => {
  const at = now - hoursAgo * hourMs - 10_000;
  const hour = new Date(at).getUTCHours();
  const busy = 60 + 900 * Math.max(0.05, Math.sin(((hour - 4) / 24) * Math.PI) ** 2);
  // Since last night the searches take longer, and fail more often.
  const isRecent = hoursAgo < 14;
  return endpoints.flatMap(({ method, endpoint, share, ms, failing }, index) => {
    const isSearch = endpoint === '/discoveries';
    const requests = busy * share * (0.85 + 0.3 * noise(hoursAgo + index));
    const slower = (isSearch && isRecent ? 2.2 : 1) * (0.9 + 0.25 * noise(hoursAgo * 7 + index));
    const records = spread.map((part, place): IngestRecord => ({
      kind: 'api_request',
      method,
      endpoint,
      statusCode: place === 3 && method === 'GET' ? 404 : method === 'POST' ? 201 : 200,
      responseTimeMs: ms * part.times * slower,
      count: Math.max(1, Math.round(requests * part.share)),
      createdAt: new Date(at).toISOString(),
    }));
    const failures = Math.round(requests * failing * (isSearch && isRecent ? 5 : 1));
    if (failures === 0) return records;
    return [
      ...records,
      {
        kind: 'api_request',
        method,
        endpoint,
        statusCode: 503,
        responseTimeMs: ms * 14,
        count: failures,
        createdAt: new Date(at).toISOString(),
      },
    ];
  });
};

/** The one since which searches take longer, and two within the same hour of the day before. */
const deploys = (now: number): IngestRecord[] =>
  [14, 40.2, 40.4].map((hoursAgo, index) => ({
    kind: 'deploy',
    sha: `${index}`.repeat(40),
    environment: 'production',
    version: `1.${4 - index}`,
    url: `https://ci.acme.example/${index}`,
    finishedAt: new Date(now - hoursAgo * hourMs).toISOString(),
  }));

const recordsABatch = 5_000;

export const sendHealthWorld = async (console: ConsoleAccess): Promise<void> => {
  const now = Date.now();
  const hours = Array.from({ length: 14 * 24 }, (_, index) => index);
  const records = hours
    .filter((hoursAgo) => hoursAgo !== silentHoursAgo)
    .flatMap((hoursAgo) => ofHour(now, hoursAgo));
  for (let from = 0; from < records.length; from += recordsABatch)
    await sendBatch(console, records.slice(from, from + recordsABatch));
  await sendBatch(console, deploys(now));
};
