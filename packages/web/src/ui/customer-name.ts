import type { CustomerRef } from '@taffrail/contract';
import { truncateMiddle } from '../lib/format.ts';

/** Foreign text is as long as it likes; what is longer than a line says no more in a row. */
const longest = 80;
export const capText = (text: string, length = longest): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** The name of an organization or user, or as much of an id as tells two apart. */
export const nameOf = ({ id, externalId, name }: CustomerRef): string =>
  name?.trim() ? capText(name.trim()) : truncateMiddle(externalId ?? id);
