import type pg from 'pg';

/** What no span that is still kept can be of. */
export const forgetResources = async (owner: pg.Pool, seenBefore: Date): Promise<number> => {
  const { rowCount } = await owner.query('delete from span_resources where seen_at < $1', [
    seenBefore,
  ]);
  return rowCount ?? 0;
};
