import { usageHoursFrom } from '../../src/ai-jobs/ai-jobs.ts';
import type { World } from '../make.ts';

interface Given {
  readonly jobs: number;
  readonly days: number;
  readonly organizations: number;
}

const jobsOfBatch = 2_000;

/** Jobs that end now, and what they add up to, by the function that ingest uses. */
export const makeManyJobs = async (
  { owner, clock }: World,
  { jobs, days, organizations }: Given,
): Promise<void> => {
  const now = clock.now();
  for (let first = 0; first < jobs; first += jobsOfBatch)
    await owner.query(
      `select ingest_record_ai_jobs(json_agg(json_build_object(
       'created_at', $1::timestamptz - n * $3::int * interval '1 day' / ($2::int + 1),
       'received_at', $1::timestamptz,
       'id', gen_random_uuid(),
       'organization_id', case when n % 20 > 0 then '00000000-0000-7000-b000-'
         || lpad(to_hex(1 + n * 7 % $4::int), 12, '0') end,
       'user_id', case when n % 20 > 0 then '00000000-0000-7000-b001-'
         || lpad(to_hex(1 + n * 7 % $4::int), 12, '0') end,
       'provider', (array['openai', 'anthropic'])[1 + n % 2],
       'model', (array['small', 'large', 'unknown'])[1 + n % 3],
       'operation', 'chat',
       'route', (array['discovery', 'headhunt', ''])[1 + n % 7 % 3],
       'input_tokens', 500 + n % 1000 + case when n % 500 = 0 then 200000 else 0 end,
       'output_tokens', 100 + n % 300,
       'cached_read_tokens', 0, 'cached_write_tokens', 0, 'reasoning_tokens', 0,
       'cost_usd', case when n % 3 < 2 then 0.0001 * (1 + n % 50) end,
       'cost_source', case when n % 3 < 2 then 'priced' else 'unpriced' end,
       'latency_ms', 100 + n % 900, 'latency_bucket', 500 + n % 60,
       'status', case when n % 10 = 0 then 'failed' else 'succeeded' end,
       'error_type', case when n % 10 = 0 then (array['timeout', 'rate_limit'])[1 + n / 10 % 2] end,
       'attributes', json_build_object()
     )), $5)
     from generate_series($6::int, least($6 + ${jobsOfBatch}, $2::int) - 1) as n`,
      [now, jobs, days, organizations, usageHoursFrom(now), first],
    );
  await owner.query('vacuum analyze');
};
