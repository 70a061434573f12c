import {
  SubscriptionRecord,
  type SubscriptionInterval,
  type SubscriptionTable,
} from '@taffrail/contract';
import { Fraction } from 'fraction.js';
import { z } from 'zod';
import { toProductId } from '../platform/ids.ts';
import { minorDigits, readToldRecord, type ToldSubscription } from '../revenue/revenue.ts';
import type { SubscriptionRow } from './subscription-rows.store.ts';

/** Words that need no configuration. */
const knownIntervals: Readonly<Record<string, SubscriptionInterval>> = {
  ...Object.fromEntries(
    (['day', 'week', 'month', 'year'] as const).map((interval) => [
      interval,
      { interval, intervalCount: 1 },
    ]),
  ),
  daily: { interval: 'day', intervalCount: 1 },
  weekly: { interval: 'week', intervalCount: 1 },
  monthly: { interval: 'month', intervalCount: 1 },
  quarter: { interval: 'month', intervalCount: 3 },
  quarterly: { interval: 'month', intervalCount: 3 },
  yearly: { interval: 'year', intervalCount: 1 },
  annual: { interval: 'year', intervalCount: 1 },
  annually: { interval: 'year', intervalCount: 1 },
};

export interface TableRules {
  readonly mapping: SubscriptionTable;
  /** Where the table has no column for it. */
  readonly currency: string;
  readonly now: Date;
  /** When the table was read to its end before; what begins later was seen to begin. */
  readonly readBefore: Date | undefined;
}

/** Why a row cannot be read, in words. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

const known = <T>(
  value: string | null,
  words: Readonly<Record<string, T>>,
  what: string,
): T | string => {
  const word = value?.trim().toLowerCase() ?? '';
  if (word === '') throw new UnreadableRow(`There is no ${what}.`);
  return words[value ?? ''] ?? words[word] ?? word;
};

const toAmount = (amount: string | null, currency: string, unit: 'major' | 'minor'): string => {
  if (amount === null || !/^\d+(\.\d+)?$/.test(amount))
    throw new UnreadableRow(`The amount ${amount ?? 'null'} is no number of zero or more.`);
  return new Fraction(amount).div(unit === 'minor' ? 10 ** minorDigits(currency) : 1).toString(6);
};

const toInterval = ({ mapping }: TableRules, row: SubscriptionRow): SubscriptionInterval => {
  if (mapping.interval === undefined) return { interval: 'month', intervalCount: 1 };
  const found = known(row.interval, { ...knownIntervals, ...mapping.intervals }, 'interval');
  if (typeof found === 'string')
    throw new UnreadableRow(`The interval "${found}" is not known: name it in intervals.`);
  return found;
};

const toCountry = (country: string | null): string | undefined =>
  /^[A-Z]{2}$/.exec(country?.trim().toUpperCase() ?? '')?.[0];

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

const toRecord = (row: SubscriptionRow, rules: TableRules): SubscriptionRecord => {
  const { mapping } = rules;
  const currency =
    mapping.currency === undefined ? rules.currency : (row.currency ?? '').toLowerCase();
  const parsed = SubscriptionRecord.safeParse({
    kind: 'subscription',
    id: row.id,
    organizationId: row.organization ?? '',
    status: known(row.status, mapping.statuses, 'status'),
    currency,
    amount: toAmount(row.amount, currency, mapping.amountUnit),
    quantity: row.quantity === null ? null : Number(row.quantity),
    ...toInterval(rules, row),
    plan: row.plan,
    country: toCountry(row.country),
    startedAt: isoOf(row.startedAt) ?? undefined,
    trialEndsAt: isoOf(row.trialEndsAt),
    cancelAt: isoOf(row.cancelAt),
    endedAt: isoOf(row.canceledAt),
  });
  if (parsed.success) return parsed.data;
  throw new UnreadableRow(z.prettifyError(parsed.error));
};

const later = (a: Date, b: Date | undefined): Date => (b && b > a ? b : a);

/**
 * A row as the rules of revenue see it. What is found for the first time had been so since it began,
 * as far as anybody knows; what begins while the table is being watched was seen to.
 *
 * @throws {UnreadableRow}
 */
export const toTold = (row: SubscriptionRow, rules: TableRules): ToldSubscription => {
  if (rules.mapping.updatedAt !== undefined && !row.updatedAt)
    throw new UnreadableRow('There is no time of its last change.');
  const record = toRecord(row, rules);
  const organizationId = toProductId('organization', record.organizationId);
  const changedAt = row.updatedAt ?? rules.now;
  const at = changedAt < rules.now ? changedAt : rules.now;
  const told = { ...readToldRecord(record, { organizationId, at }), toldBy: 'product' as const };
  const { subscription, trialEndsAt } = told;
  const { startedAt } = subscription;
  if (rules.readBefore && startedAt > rules.readBefore && startedAt <= at)
    return { ...told, at: startedAt, before: { kind: 'nothing' } };
  const hasEnded = subscription.endedAt !== undefined;
  const was = {
    ...subscription,
    ...(hasEnded && { status: 'active' as const }),
    cancelAt: undefined,
  };
  const since = later(startedAt, trialEndsAt);
  return { ...told, before: { kind: 'guess', since, subscription: was } };
};
