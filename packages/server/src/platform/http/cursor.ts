import { raise } from './api-error.ts';

/** The place behind the last row of a keyset page: its time, and its id where times are equal. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

const pattern = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Opaque to callers; not secret, and never trusted as more than a position. */
export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(`${cursor.at.getTime()}.${cursor.id}`).toString('base64url');

/** @throws `invalid_cursor` */
export const decodeCursor = (text: string): Cursor => {
  const [, milliseconds, id] =
    pattern.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? raise('invalid_cursor');
  return { at: new Date(Number(milliseconds)), id: id ?? raise('invalid_cursor') };
};
