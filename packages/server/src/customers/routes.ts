import { listOrganizations, listUsers, type Organization, type User } from '@taffrail/contract';
import { may, requireCaller } from '../access/caller.ts';
import { maskEmail } from '../access/mask.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import {
  listOrganizationRows,
  listUserRows,
  type OrganizationRow,
  type PlacedRow,
  type UserRow,
} from './customers.store.ts';
import { decodePosition, encodePosition } from './position.ts';

const toOrganization = (row: OrganizationRow): Organization => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  plan: row.plan,
  seats: row.seats,
  createdAt: row.created_at.toISOString(),
});

const toUser = (row: UserRow, seesEmail: boolean): User => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  email: seesEmail || row.email === null ? row.email : maskEmail(row.email),
  createdAt: row.created_at.toISOString(),
});

interface CustomerQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly q?: string | undefined;
}

/** One more than asked for tells whether there is a next page. */
const toPage = ({ limit, cursor }: CustomerQuery) => ({
  limit: limit + 1,
  after: cursor === undefined ? undefined : decodePosition(cursor),
});

const toAnswer = <Row, Item>(
  found: readonly PlacedRow<Row>[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } => {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ row }) => toItem(row)),
    nextCursor: last ? encodePosition(last.position) : null,
  };
};

export const customers: Slice = {
  name: 'customers',
  routes: (server, { db }) => {
    mountRoute(server, listOrganizations, async ({ query }) => {
      const text = query.q?.trim() || undefined;
      const found = await listOrganizationRows(db, text, toPage(query));
      return toAnswer(found, query.limit, toOrganization);
    });

    mountRoute(server, listUsers, async ({ query, request }) => {
      const text = query.q?.trim() || undefined;
      const seesEmail = may(requireCaller(request), 'pii.read');
      const found = await listUserRows(db, { text, seesEmail }, toPage(query));
      return toAnswer(found, query.limit, (row) => toUser(row, seesEmail));
    });
  },
};
