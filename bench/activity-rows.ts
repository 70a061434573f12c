import { randomUUID } from 'node:crypto';

/** One action as it goes through HTTP, and as a line of text COPY for the same table. */
export interface BenchRow {
  readonly json: string;
  readonly copy: string;
}

const actions = [
  ['discovery.started', 'discovery'],
  ['discovery.completed', 'discovery'],
  ['lead.created', 'lead'],
  ['lead.viewed', 'view'],
  ['company.viewed', 'view'],
  ['contact.viewed', 'view'],
  ['task.completed', 'task'],
  ['user.login', 'auth'],
  ['credit.consumed', 'billing'],
] as const;
const keywords = ['chemicals', 'textiles', 'machinery', 'plastics', 'timber'];
const countries = ['DE', 'IT', 'PL', 'NL', 'ES', 'TR'];

const pick = <T>(items: readonly T[], at: number): T => {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

const people = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const organizations = people(40);
const users = people(400);

const uuidV7 = (ms: number): string => {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};

/** Rows of the last minutes: about 40 organizations, 400 users, nine actions, small metadata. */
export const makeRows = (count: number, now: number): BenchRow[] =>
  Array.from({ length: count }, (_, index) => {
    const ms = now - 120_000 + Math.floor((index * 100_000) / count);
    const createdAt = new Date(ms).toISOString();
    const [action, category] = pick(actions, index);
    const row = {
      id: uuidV7(ms),
      organizationId: pick(organizations, index * 7),
      userId: pick(users, index * 13),
      action,
      resourceType: 'search',
      resourceId: randomUUID(),
      metadata: {
        keyword: pick(keywords, index),
        country: pick(countries, index),
        found: index % 50,
      },
      ipAddress: `203.0.113.${index % 250}`,
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153',
      sessionId: pick(users, index * 13),
      createdAt,
    };
    const copy = [
      createdAt,
      createdAt,
      row.id,
      row.organizationId,
      row.userId,
      action,
      category,
      row.resourceType,
      row.resourceId,
      '\\N',
      row.sessionId,
      row.ipAddress,
      row.userAgent,
      JSON.stringify(row.metadata),
    ].join('\t');
    return { json: JSON.stringify({ kind: 'activity', ...row }), copy: `${copy}\n` };
  });
