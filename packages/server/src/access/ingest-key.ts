import type { IngestScope } from '@taffrail/contract';
import { readBearer } from './keys/bearer.ts';
import type { KeyRing } from './keys/key-ring.ts';

export interface IngestKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly IngestScope[];
}

/**
 * The ingest key of an `Authorization` header, if it holds; an API key sends nothing.
 *
 * @throws when the database is away and the key is not known from a moment ago: answer 503, the
 *   sender keeps its data
 */
export const findIngestKey = async (
  keys: KeyRing,
  authorization: string | undefined,
): Promise<IngestKey | undefined> => {
  const token = readBearer(authorization);
  if (token === undefined) return undefined;
  const key = await keys.find(token);
  if (key?.kind !== 'ingest') return undefined;
  const { id, name, scopes } = key;
  return { id, name, scopes };
};
