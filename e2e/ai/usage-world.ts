import type { IngestRecord } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

/** What the pages of AI cost are tested with: two months of jobs, and a few who pay. */
const dayMs = 86_400_000;
const days = 66;
const jobsADay = 14;

const calls = [
  { provider: 'openai', model: 'gpt-5-mini', route: '/api/discover', costUsd: '0.0412' },
  { provider: 'anthropic', model: 'claude-haiku', route: '/api/headhunt', costUsd: '0.0975' },
  { provider: 'openai', model: 'text-embedding', route: '/api/search', costUsd: '0.00007' },
  { provider: 'openai', model: 'gpt-5-mini', costUsd: '0.0310' },
] as const;

const iso = (at: number): string => new Date(at).toISOString();

const job = (at: number, index: number): IngestRecord => {
  const call = calls[index % calls.length] ?? calls[0];
  return {
    kind: 'ai_job',
    operation: 'chat',
    ...call,
    createdAt: iso(at),
    ...(index % 5 !== 4 && { organizationId: `company-${index % 3}` }),
    ...(index % 2 === 0 && { userId: `user-${index % 4}` }),
    inputTokens: 1_200 + index,
    outputTokens: 240,
    latencyMs: 900,
    ...(index % 13 === 0
      ? { status: 'failed', errorType: 'rate_limit_exceeded' }
      : { status: 'succeeded' }),
  };
};

/** A model that nobody has a price for. */
const unpriced = (at: number): IngestRecord => ({
  kind: 'ai_job',
  provider: 'homegrown',
  model: 'our-own-7b',
  organizationId: 'company-0',
  createdAt: iso(at),
  inputTokens: 4_000,
  outputTokens: 1_000,
  latencyMs: 300,
  status: 'succeeded',
});

const payer = (index: number, amount: string, now: number): IngestRecord => ({
  kind: 'subscription',
  id: `sub-${index}`,
  organizationId: `company-${index}`,
  status: 'active',
  currency: 'eur',
  amount,
  plan: 'team',
  startedAt: iso(now - 200 * dayMs),
  at: iso(now - 200 * dayMs),
});

export const sendUsageWorld = async (console: ConsoleAccess): Promise<void> => {
  const now = Date.now();
  const jobs = Array.from({ length: days * jobsADay }, (_, index) =>
    job(now - 60_000 - index * Math.floor(dayMs / jobsADay), index),
  );
  await sendBatch(console, [
    ...['Acme', 'Globex', 'Initech'].map((name, index): IngestRecord => ({
      kind: 'organization',
      id: `company-${index}`,
      name,
    })),
    ...['Ada', 'Grace', 'Edsger', 'Barbara'].map((name, index): IngestRecord => ({
      kind: 'user',
      id: `user-${index}`,
      name,
    })),
    ...jobs,
    unpriced(now - 120_000),
    unpriced(now - 3 * dayMs),
    payer(0, '49', now),
    payer(1, '1', now),
  ]);
};
