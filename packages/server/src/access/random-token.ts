import { createHash, randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Characters of 5.95 bits each: 32 of them carry 190 bits. */
export const randomBase62 = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** 256 bits, fit for a cookie or the fragment of a link. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/**
 * What is stored in place of a token. A fast hash is enough for what is random: there is nothing
 * to guess. Looking it up in an index gives nothing away by its timing, for the same reason.
 */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
