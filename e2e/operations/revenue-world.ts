import type { IngestRecord, SubscriptionRecord } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

/** What the revenue page is tested with: customers who came, grew, shrank, left and came back. */
const dayMs = 86_400_000;

const plans = [
  { plan: 'starter', amount: '29' },
  { plan: 'team', amount: '99' },
  { plan: 'business', amount: '390' },
] as const;

/** All customers that ever paid; more than twenty at any time, so that changes can be judged. */
const customers = 72;
/** Of them, in a currency that no rate is known for. */
const kronorEvery = 24;

const iso = (at: number): string => new Date(at).toISOString();

const historyOf = (index: number, now: number): IngestRecord[] => {
  const began = now - (380 - index * 5) * dayMs;
  const { plan, amount } = plans[index % plans.length] ?? plans[0];
  const state: SubscriptionRecord = {
    kind: 'subscription',
    id: `sub_${index}`,
    organizationId: `company-${index}`,
    status: 'active',
    currency: index % kronorEvery === 5 ? 'sek' : index % 6 === 4 ? 'usd' : 'eur',
    amount,
    plan,
    startedAt: iso(began),
    at: iso(began),
  };
  const records: IngestRecord[] = [
    {
      kind: 'organization',
      id: `company-${index}`,
      name: `Company ${index}`,
      createdAt: iso(began),
    },
    state,
  ];
  const later = (days: number, change: Partial<SubscriptionRecord>): void => {
    if (began + days * dayMs < now)
      records.push({ ...state, ...change, at: iso(began + days * dayMs) });
  };
  if (index % 5 === 1) later(60, { amount: '490', plan: 'business' });
  if (index % 7 === 2) later(90, { amount: '19', plan: 'starter' });
  if (index % 9 === 3) later(120, { status: 'canceled', endedAt: iso(began + 120 * dayMs) });
  if (index % 18 === 3) later(200, { id: `sub_${index}_again` });
  return records;
};

/** What is about to change, all of it in less than a week. */
const comingUp = (now: number): IngestRecord[] => {
  const began = iso(now - 10 * dayMs);
  const state = {
    kind: 'subscription',
    status: 'active',
    currency: 'eur',
    amount: '99',
    plan: 'team',
    startedAt: began,
    at: began,
  } as const;
  const trial = (index: number): IngestRecord => ({
    ...state,
    id: `trial_${index}`,
    organizationId: `trying-${index}`,
    status: 'trialing',
    trialEndsAt: iso(now + index * dayMs),
  });
  return [
    { kind: 'organization', id: 'trying-1', name: 'Trying Ltd' },
    trial(1),
    trial(2),
    { kind: 'organization', id: 'parting', name: 'Parting GmbH' },
    { ...state, id: 'parting', organizationId: 'parting', cancelAt: iso(now + 5 * dayMs) },
  ];
};

const activity = (now: number): IngestRecord[] =>
  ['user.signup', 'job.created', 'invoice.sent'].flatMap((action, kind) =>
    Array.from({ length: kind + 2 }, (_, index): IngestRecord => ({
      kind: 'activity',
      action,
      userId: `user-${index}`,
      ...(action !== 'user.signup' && { organizationId: `company-${60 + index}` }),
      createdAt: iso(now - 1_000),
    })),
  );

export const sendRevenueWorld = async (console: ConsoleAccess): Promise<void> => {
  const now = Date.now();
  await sendBatch(console, [
    ...Array.from({ length: customers }, (_, index) => historyOf(index, now)).flat(),
    ...comingUp(now),
    ...activity(now),
  ]);
};
