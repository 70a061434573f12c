import { plans } from '../../plans/plans.ts';
import { planAt, type Customer } from '../world/customer.ts';
import { timeOf } from './scene.ts';

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
