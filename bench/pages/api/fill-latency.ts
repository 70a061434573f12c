import { databaseLatencyPartitions } from '../../../packages/server/src/database-latency/partitions.ts';
import { ensurePartitions } from '../../../packages/server/src/platform/db/partitions.ts';
import { packHistogram } from '../../../packages/server/src/platform/latency-histogram.ts';
import { doAll } from './refill.ts';

const probes = packHistogram(new Map([40, 44, 52, 61, 70, 95].map((bucket) => [bucket, 1])));

/** What probing two databases leaves behind, which does not depend on what the product does. */
export const fillLatency = (ownerUrl: string, before: Date): Promise<void> =>
  doAll(ownerUrl, [
    async (owner) => {
      for (const { keepDays, ...spec } of databaseLatencyPartitions) {
        if (keepDays === null) continue;
        await ensurePartitions(owner, [{ ...spec, keepDays, acceptDays: keepDays }], before);
        const unit = spec.table.endsWith('minutely') ? 'minute' : 'hour';
        await owner.query(
          `insert into ${spec.table} (bucket, database, failures, histogram)
           select at, database, 0, $1
           from generate_series(
             date_trunc('${unit}', $2::timestamptz - $3::int * interval '1 day'), $2, '1 ${unit}'
           ) as at, unnest('{console,product}'::text[]) as database
           on conflict do nothing`,
          [probes, before, keepDays],
        );
      }
    },
  ]);
