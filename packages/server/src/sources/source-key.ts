import { randomBase62 } from '../access/random-token.ts';

/** What the secrets of sources are sealed for. */
export const purpose = 'source secret';
/** 190 random bits behind a beginning that secret scanners can be taught. */
export const generateKey = (): string => `tfs_${randomBase62(32)}`;
/** So much of a key is shown. */
export const prefixLength = 8;
