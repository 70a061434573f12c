import type { Transaction } from '../platform/db/database.ts';
import { toProductId } from '../platform/ids.ts';
import {
  correctSubscriptions,
  findCustomers,
  findMoved,
  insertMovements,
  listCustomersAfter,
  listPresentStates,
  listSnapshots,
  lockRevenue,
  removeAllMovements,
  removeEmptySums,
  removeMovements,
  upsertSnapshots,
  upsertSubscriptions,
  type CorrectedState,
  type KnownSnapshot,
  type MovementValues,
} from './revenue.store.ts';
import { convert, toMajor, type Rates } from './rules/currency.ts';
import { toMovements } from './rules/movements.ts';
import { byMoment, type Before, type StoryPart } from './rules/story-part.ts';
import { toStory } from './rules/story.ts';
import { Subscription } from './rules/subscription.ts';
import { toTimeline, type MrrChange } from './rules/timeline.ts';

/** What somebody tells of a subscription: its state from a moment on. */
export interface ToldSubscription {
  readonly at: Date;
  /** Of what tells it, where that has an id: of one moment each is kept, in the order of these. */
  readonly eventId?: string | undefined;
  readonly subscription: Subscription;
  readonly toldBy: 'stripe' | 'product' | 'sdk';
  readonly organizationId: string | undefined;
  readonly plan: string | undefined;
  /** ISO 3166-1; absent where who tells does not know. */
  readonly country?: string | undefined;
  readonly trialEndsAt: Date | undefined;
  /** Not seen, but concluded from invoices and dates. */
  readonly isReconstructed: boolean;
  /** What was so before; undefined where nothing is known of it. */
  readonly before?: Before | undefined;
}

export interface RevenueRules {
  readonly rates: Rates;
  /** The reporting time zone. */
  readonly timeZone: string;
}

const idOf = ({ toldBy, subscription }: ToldSubscription): string =>
  toProductId(`subscription:${toldBy}`, subscription.id);

const toSubscriptionValues = (told: ToldSubscription) => {
  const { at, subscription, toldBy, organizationId, plan, country, trialEndsAt } = told;
  return {
    id: idOf(told),
    external_id: `${toldBy}:${subscription.id}`,
    customer_id: organizationId ?? `${toldBy}:${subscription.customerId}`,
    organization_id: organizationId ?? null,
    told_by: toldBy,
    status: subscription.status,
    plan: plan ?? null,
    country: country ?? null,
    currency: subscription.currency,
    started_at: subscription.startedAt,
    trial_ends_at: trialEndsAt ?? null,
    cancel_at: subscription.cancelAt ?? null,
    ended_at: subscription.endedAt ?? null,
    told_at: at,
    told_event: told.eventId ?? '',
  };
};

const toSnapshotValues = (told: ToldSubscription) => ({
  subscription_id: idOf(told),
  at: told.at,
  event_id: told.eventId ?? '',
  plan: told.plan ?? null,
  snapshot: told.subscription,
  is_reconstructed: told.isReconstructed,
  before: told.before ?? null,
});

/** The last told of each, by a key: one statement cannot change a row twice. */
const lastOf = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

/** In the currency in which it is reported: its own where there is no rate for it. */
const reportedTimeline = (
  story: readonly StoryPart[],
  rates: Rates,
): { currency: string; changes: MrrChange[] } => {
  const own = story[0]?.subscription.currency ?? rates.reporting;
  const isConverted = convert(1, own, rates) !== undefined;
  const changes = toTimeline(story).map((change) => ({
    ...change,
    mrr: convert(change.mrr, own, rates) ?? change.mrr,
  }));
  return { currency: isConverted ? rates.reporting : own, changes };
};

/** What one customer's subscriptions come to. */
const movementsOf = (
  customerId: string,
  stories: readonly StoryPart[][],
  rates: Rates,
): MovementValues[] => {
  const [concluded = [], seen = []] = [true, false].map((wanted) =>
    stories.flat().flatMap((part) => (part.isReconstructed === wanted ? [part.at.getTime()] : [])),
  );
  const guessed = new Set(concluded);
  const firstSeen = Math.min(...seen);
  const timelines = stories.map((story) => reportedTimeline(story, rates));
  return [...Map.groupBy(timelines, ({ currency }) => currency)].flatMap(([currency, ofCurrency]) =>
    toMovements(ofCurrency.flatMap(({ changes }) => changes)).map((movement) => ({
      customer_id: customerId,
      currency,
      at: movement.at,
      kind: movement.kind,
      amount: toMajor(movement.amount, currency),
      mrr_before: toMajor(movement.before, currency),
      mrr_after: toMajor(movement.after, currency),
      is_reconstructed: guessed.has(movement.at.getTime()) || movement.at.getTime() < firstSeen,
    })),
  );
};

/** What the story ends with, where that is not what was told of the latest moment. */
const findEnd = (
  known: readonly KnownSnapshot[],
  story: readonly StoryPart[],
): KnownSnapshot | undefined => {
  const latest = known.toSorted(byMoment).at(-1);
  const last = story.at(-1);
  if (last?.subscription === latest?.subscription) return undefined;
  return known.find(({ subscription }) => subscription === last?.subscription);
};

const computeAgain = async (
  tx: Transaction,
  customerIds: readonly string[],
  { rates, timeZone }: RevenueRules,
): Promise<void> => {
  const snapshots = await listSnapshots(tx, customerIds);
  const movements: MovementValues[] = [];
  const corrected: CorrectedState[] = [];
  for (const [customerId, ofCustomer] of Map.groupBy(snapshots, (one) => one.customerId)) {
    const known = [...Map.groupBy(ofCustomer, ({ subscriptionId }) => subscriptionId)];
    const stories = known.map(([id, ofSubscription]) => {
      const story = toStory(ofSubscription);
      const end = findEnd(ofSubscription, story);
      if (end) corrected.push({ id, subscription: end.subscription, plan: end.plan });
      return story;
    });
    movements.push(...movementsOf(customerId, stories, rates));
  }
  // Which plan a customer has depends on what runs.
  if (corrected.length > 0) await correctSubscriptions(tx, corrected);
  await insertMovements(tx, movements, timeZone);
};

const replaceMovements = async (
  tx: Transaction,
  customerIds: readonly string[],
  rules: RevenueRules,
): Promise<void> => {
  await removeMovements(tx, customerIds);
  await computeAgain(tx, customerIds, rules);
  await removeEmptySums(tx);
};

/**
 * Notes what was told, in any order and as often as it is told, and brings movements and daily sums
 * up to date: only of the customers whose subscriptions these are.
 */
export const recordSubscriptions = async (
  tx: Transaction,
  told: readonly ToldSubscription[],
  rules: RevenueRules,
): Promise<void> => {
  if (told.length === 0) return;
  await lockRevenue(tx);
  const inOrder = told.map((one) => ({ ...one, eventId: one.eventId ?? '' })).toSorted(byMoment);
  const values = lastOf(inOrder.map(toSubscriptionValues), ({ id }) => id);
  const before = await findCustomers(
    tx,
    values.map(({ id }) => id),
  );
  await upsertSubscriptions(tx, values);
  await upsertSnapshots(
    tx,
    lastOf(inOrder.map(toSnapshotValues), (row) =>
      [row.subscription_id, row.at.getTime(), row.event_id].join(' '),
    ),
  );
  const customers = [...new Set([...before, ...values.map((row) => row.customer_id)])];
  await replaceMovements(tx, customers, rules);
};

/**
 * What was billed says in which country the customers are, as far as nothing else does. Needs
 * `lockRevenue`.
 */
export const noteBilledCountries = async (
  tx: Transaction,
  subscriptionIds: readonly string[],
  rules: RevenueRules,
): Promise<void> => {
  const moved = await findMoved(tx, subscriptionIds);
  if (moved.length > 0) await replaceMovements(tx, moved, rules);
};

const factsOf = (
  subscription: Subscription,
  plan: string | null | undefined,
  country: string | null | undefined,
): string => JSON.stringify([Subscription.parse(subscription), plan ?? null, country ?? null]);

/** Without those of which it is known already that they are so. */
export const leaveOutUnchanged = async (
  tx: Transaction,
  told: readonly ToldSubscription[],
): Promise<ToldSubscription[]> => {
  const known = await listPresentStates(tx, told.map(idOf));
  const facts = new Map(
    known.map((row) => [row.id, factsOf(row.subscription, row.plan, row.country)]),
  );
  return told.filter(
    (one) => facts.get(idOf(one)) !== factsOf(one.subscription, one.plan, one.country),
  );
};

const customersAtOnce = 500;

/** All movements and daily sums anew: after the rates have changed, say. */
export const rebuildRevenue = async (tx: Transaction, rules: RevenueRules): Promise<void> => {
  await lockRevenue(tx);
  await removeAllMovements(tx);
  for (let after = ''; ;) {
    const customers = await listCustomersAfter(tx, after, customersAtOnce);
    const last = customers.at(-1);
    if (last === undefined) return;
    await computeAgain(tx, customers, rules);
    after = last;
  }
};
