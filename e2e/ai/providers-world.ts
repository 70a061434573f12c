import type { IngestRecord } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

const hourMs = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const times = (count: number, make: (n: number) => IngestRecord): IngestRecord[] =>
  Array.from({ length: count }, (_, n) => make(n));

export const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

/**
 * Two providers with enough jobs, for different routes: one cheap and slow, the other quick, right
 * and refusing; and a third with too few to be compared.
 */
export const sendProvidersWorld = async (console: ConsoleAccess): Promise<void> => {
  const now = Date.now();
  const at = (n: number): string => iso(now - 60_000 - n * hourMs);
  await sendBatch(console, [
    { kind: 'organization', id: 'acme', name: 'Acme' },
    ...times(60, (n) => ({
      kind: 'ai_job',
      provider: 'openai',
      model: 'gpt-4.1-mini',
      route: 'POST /discoveries',
      organizationId: 'acme',
      inputTokens: 1_000,
      cachedReadTokens: 200,
      outputTokens: 300,
      latencyMs: 2_000 + n,
      status: 'succeeded',
      createdAt: at(n),
      ...(n === 0 && { traceId, spanId: '00f067aa0ba902b7', attributes: { 'vendor.seed': 7 } }),
    })),
    ...times(45, (n) => ({
      kind: 'ai_job',
      provider: 'anthropic',
      model: 'claude-test',
      route: 'POST /headhunts',
      inputTokens: 1_000,
      outputTokens: 300,
      costUsd: '0.01',
      latencyMs: 900,
      timeToFirstTokenMs: 120,
      accuracy: 0.9,
      ...(n < 5
        ? { status: 'failed' as const, errorType: 'rate_limit_exceeded' }
        : { status: 'succeeded' as const }),
      createdAt: at(n),
    })),
    ...times(4, (n) => ({
      kind: 'ai_job',
      provider: 'homegrown',
      model: 'our-own-7b',
      inputTokens: 10,
      outputTokens: 10,
      latencyMs: 5,
      status: 'succeeded',
      createdAt: at(n),
    })),
  ]);
};
