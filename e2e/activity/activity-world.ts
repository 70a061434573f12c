import type { IngestRecord } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

/** What the activity page is tested with: two customers, and what they did. */
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const people = [
  { id: 'ada', name: 'Ada Lovelace', email: 'ada@example.com', organizationId: 'acme' },
  { id: 'grace', name: 'Grace Hopper', email: 'grace@example.com', organizationId: 'globex' },
] as const;

const actions = [
  ['lead.created', 'lead'],
  ['company.viewed', 'company'],
  ['discovery.started', 'search'],
  ['user.login', null],
  ['lead.deleted', 'lead'],
  ['invoice.sent', 'invoice'],
] as const;

/** Enough for several pages of 25. */
export const recentActions = 130;

const recent = (now: number): IngestRecord[] =>
  Array.from({ length: recentActions }, (_, index) => {
    const [action, resourceType] = actions[index % actions.length] ?? actions[0];
    const person = people[index % 5 === 0 ? 1 : 0];
    return {
      kind: 'activity',
      organizationId: person.organizationId,
      userId: person.id,
      action,
      resourceType,
      resourceId: resourceType && `${resourceType}_${index}`,
      metadata: { index, search: { country: index % 2 === 0 ? 'DE' : 'FR' }, note: '=1+1' },
      ipAddress: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (browser test)',
      sessionId: `session_${index % 3}`,
      ...(index % 4 === 0 ? { traceId: `4bf92f3577b34da6a3ce929d0e0e47${index % 10}0` } : {}),
      createdAt: new Date(now - (index + 1) * 7 * minuteMs).toISOString(),
    };
  });

/** Of three days ago: nothing of it is in the last 24 hours. */
const old = (now: number): IngestRecord => ({
  kind: 'activity',
  organizationId: 'acme',
  action: 'batch.failed',
  resourceType: 'batch',
  resourceId: 'batch_old',
  metadata: { rows: 1200, message: 'Row 431 is empty. '.repeat(60) },
  createdAt: new Date(now - 3 * dayMs).toISOString(),
});

export const sendActivityWorld = async (console: ConsoleAccess): Promise<void> => {
  const now = Date.now();
  await sendBatch(console, [
    { kind: 'organization', id: 'acme', name: 'Acme' },
    { kind: 'organization', id: 'globex', name: 'Globex' },
    ...people.map(({ id, name, email }) => ({ kind: 'user', id, name, email }) as const),
    ...recent(now),
    old(now),
  ]);
};

interface Listed {
  readonly id: string;
  readonly action: string;
  readonly createdAt: string;
}

/** The log as the API gives it to a program, in its order. */
export const listAll = async (
  { url, apiKey }: ConsoleAccess,
  query: Readonly<Record<string, string>>,
): Promise<readonly Listed[]> => {
  const search = new URLSearchParams({ limit: '200', ...query });
  const answer = await fetch(`${url}/api/v1/activity?${search.toString()}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  const page = (await answer.json()) as { items: Listed[]; nextCursor: string | null };
  if (page.nextCursor !== null) throw new Error('The world has outgrown one page.');
  return page.items;
};
