import type { CustomerRef } from '@taffrail/contract';

/** An organization or user as a row of something else names it, where it names one. */
export const toCustomerRef = (
  id: string | null,
  externalId: string | null,
  name: string | null,
): CustomerRef | null => (id === null ? null : { id, externalId, name });
