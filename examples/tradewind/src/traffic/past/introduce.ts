import { plans } from '../../plans/plans.ts';
import { describeSubscription } from '../../plans/subscription.ts';
import { usualTerms } from '../../plans/terms.ts';
import { planAt, type Customer } from '../world/customer.ts';
import type { FormerCustomer } from '../world/former-customers.ts';
import { timeOf } from './scene.ts';

/** What a customer paid for before the thirty days; of who pays by card, Stripe tells. */
const planHistoryRecords = ({ id, country, terms, planHistory }: Customer): object[] => {
  const first = planHistory.find(({ plan }) => plan !== 'free');
  if (!first || terms.paysBy === 'card') return [];
  const payingSince = new Date(first.from);
  return planHistory.flatMap(({ from, plan }, index) => {
    const at = new Date(from);
    const subscription = { organizationId: id, country, terms, payingSince };
    if (plan !== 'free')
      return [{ kind: 'subscription', ...describeSubscription({ ...subscription, plan }, at) }];
    const paidFor = planHistory[index - 1]?.plan;
    if (paidFor === undefined) return [];
    const ended = { ...subscription, plan: paidFor, endedAt: at };
    return [{ kind: 'subscription', ...describeSubscription(ended, at) }];
  });
};

/** Who is a customer no more. */
export const formerRecordsOf = ({ id, name, plan, from, until }: FormerCustomer): object[] => {
  const [payingSince, endedAt] = [new Date(from), new Date(until)];
  const subscription = { organizationId: id, terms: usualTerms, plan, payingSince };
  return [
    { kind: 'organization', id, name, plan: 'free', createdAt: timeOf(from) },
    { kind: 'subscription', ...describeSubscription(subscription, payingSince) },
    {
      kind: 'subscription',
      ...describeSubscription({ ...subscription, endedAt }, endedAt),
    },
  ];
};

/** Who a customer and its people are when the world begins, as records of the batch. */
export const introductionsOf = (customer: Customer, beginsAt: number): object[] => {
  const plan = planAt(customer, beginsAt);
  const organizationId = customer.id;
  const people = customer.people.filter(({ joinsAt }) => joinsAt < beginsAt);
  return [
    {
      kind: 'organization',
      id: organizationId,
      name: customer.name,
      plan,
      seats: plans[plan].seats,
      locale: customer.locale,
      createdAt: timeOf(customer.signsUpAt),
    },
    ...planHistoryRecords(customer),
    ...people.flatMap(({ id, name, email, role, joinsAt, leaves }) => {
      const isRemoved = leaves?.by === 'removal' && leaves.at < beginsAt;
      const createdAt = timeOf(joinsAt);
      return [
        { kind: 'user', id, name, email, locale: customer.locale, createdAt },
        {
          kind: 'membership',
          organizationId,
          userId: id,
          role,
          createdAt,
          ...(isRemoved && { removedAt: timeOf(leaves.at) }),
        },
      ];
    }),
  ];
};
