import { z } from 'zod';
import { FlagParam } from '../../lib/url/search-params.ts';

/** `revoked=1` shows the keys of former times, too. */
export const KeysSearch = z.object({ revoked: FlagParam.optional() });
export type KeysSearch = z.infer<typeof KeysSearch>;
