import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { IncidentCursor } from './incidents.store.ts';

/** Lists go by severity, too: its rank stands before what other lists have. */
export const encodeIncidentCursor = ({ rank, ...cursor }: IncidentCursor): string =>
  `${rank}.${encodeCursor(cursor)}`;

/** @throws `invalid_cursor` */
export const decodeIncidentCursor = (text: string): IncidentCursor => {
  const [, rank, cursor = ''] = /^([123])\.(.+)$/.exec(text) ?? raise('invalid_cursor');
  return { rank: Number(rank), ...decodeCursor(cursor) };
};
