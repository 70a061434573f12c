import { z } from 'zod';
import { defineRoute } from './route.ts';
import { PageQuery, Timestamp, pageOf } from './page.ts';
import { Text } from './text.ts';

/** A customer organization, as far as it has been told or seen; a stub has no name. */
export const Organization = z.object({
  id: z.uuid(),
  /** The product's own id, where that is not a UUID. */
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  plan: z.string().nullable(),
  seats: z.number().int().nullable(),
  createdAt: Timestamp,
});
export type Organization = z.infer<typeof Organization>;

/** A user of the product (never an operator). E-mail is masked without `pii.read`. */
export const User = z.object({
  id: z.uuid(),
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  createdAt: Timestamp,
});
export type User = z.infer<typeof User>;

/** Enough of an organization or user to name it in a row. */
export const CustomerRef = z.object({
  id: z.uuid(),
  externalId: z.string().nullable(),
  name: z.string().nullable(),
});
export type CustomerRef = z.infer<typeof CustomerRef>;

const CustomerQuery = PageQuery.extend({
  /**
   * The beginning of a name or (with `pii.read`) e-mail address in any case, the beginning of the
   * product's own id, or a whole id. Names come first, then addresses, then ids.
   */
  q: Text(200).optional(),
});

export const listOrganizations = defineRoute({
  method: 'GET',
  path: '/api/v1/organizations',
  summary: 'Organizations, by name; those without one last.',
  access: 'customers.read',
  query: CustomerQuery,
  response: pageOf(Organization),
});

export const listUsers = defineRoute({
  method: 'GET',
  path: '/api/v1/users',
  summary: 'Users of the product, by name; those without one last.',
  access: 'customers.read',
  query: CustomerQuery,
  response: pageOf(User),
});
