import { isUuid } from '../platform/ids.ts';
import { raise } from '../platform/http/api-error.ts';

/** The place behind a customer of a list that is made of stages, one after the other. */
export interface Position {
  readonly stage: number;
  readonly id: string;
}

export const encodePosition = ({ stage, id }: Position): string =>
  Buffer.from(`${stage}.${id}`).toString('base64url');

/** @throws `invalid_cursor` */
export const decodePosition = (text: string): Position => {
  const [, stage, id = ''] =
    /^(\d)\.(.{36})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  return isUuid(id) ? { stage: Number(stage), id } : raise('invalid_cursor');
};
