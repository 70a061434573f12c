import type pg from 'pg';
import { aiJobPartitions } from '../../../packages/server/src/ai-jobs/partitions.ts';
import { ensurePartitions } from '../../../packages/server/src/platform/db/partitions.ts';
import { doAll, listPartitions, refill } from '../api/refill.ts';

/** For as long as single jobs are kept. */
export const usageDays = 180;
export const organizations = 500;
export const usersOfOrganization = 5;

/** Each of one provider, the most used first; the last has no price. */
export const models = [
  ['gpt-4.1-mini', 'openai'],
  ['claude-sonnet-4-5', 'anthropic'],
  ['gemini-2.5-flash', 'gemini'],
  ['gpt-4.1', 'openai'],
  ['claude-haiku-4-5', 'anthropic'],
  ['a-model-of-our-own', 'openai'],
] as const;
export const routes = [
  'POST /discoveries',
  'POST /headhunts',
  'POST /leads/:id/summary',
  'job weekly-digest',
  'POST /search',
  '',
] as const;

interface Given {
  readonly jobs: number;
  readonly before: Date;
  readonly timeZone: string;
}

const list = (values: readonly string[]): string =>
  `array[${values.map((value) => `'${value}'`).join(', ')}]`;

/** As platform/latency-histogram.ts has it, of what takes longer than a millisecond. */
const bucketOf = (ms: string): string =>
  `((floor(log(2, round((${ms}) * 1000)::numeric)) - 5) * 32
    + floor(round((${ms}) * 1000) / power(2, floor(log(2, round((${ms}) * 1000)::numeric)) - 5)))::int`;

/** Most groups have one job: a function for each would take most of the time. */
const histogramOf = (bucket: string): string =>
  `case count(${bucket})
     when 0 then ''::bytea
     when 1 then substring(int8send((max(${bucket})::bigint << 20) + 1) from 5)
     else histogram_of(array_agg(${bucket}))
   end`;

/**
 * All jobs, drawn alike in every run: a few organizations make most of them, one in twenty names
 * nobody, three in a hundred fail, one in five hundred has a large input. The organizations are those
 * of `fillRevenue`.
 */
const drawJobs = async (owner: pg.ClientBase, { jobs, before }: Given): Promise<void> => {
  await owner.query(`
    drop table if exists bench_jobs;
    create or replace function bench_id(kind text, n int) returns uuid language sql immutable
      return ('00000000-0000-7000-' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid;
    select setseed(0.42)`);
  await owner.query(
    `create unlogged table bench_jobs as
     select $2::timestamptz - n * interval '${usageDays} days' / ($1::int + 1) as created_at,
       gen_random_uuid() as id,
       case when who >= 0.05 then bench_id('b000', org) end as organization_id,
       case when who >= 0.05 then
         bench_id('b001', org * ${usersOfOrganization} + n % ${usersOfOrganization}) end as user_id,
       md5('trace' || n / 3) as trace_id, substr(md5('span' || n), 1, 16) as span_id,
       (${list(models.map(([, provider]) => provider))})[kind] as provider,
       (${list(models.map(([model]) => model))})[kind] as model,
       (${list(routes)})[1 + (org + floor(draw * draw * 3)::int) % ${routes.length}] as route,
       input as input_tokens, output as output_tokens,
       (input * draw * 0.5)::bigint as cached_read_tokens,
       case when kind < ${models.length} then
         round((input * 0.0000004 + output * 0.0000016)::numeric * kind, 8) end as cost_usd,
       case when kind < ${models.length} then 'priced' else 'unpriced' end as cost_source,
       500 + 4 * output * (0.5 + latency) as latency_ms,
       case when who < 0.6 then 200 + 900 * latency end as time_to_first_token_ms,
       case when failing < 0.03 then 'failed' else 'succeeded' end as status,
       case when failing < 0.015 then 'rate_limit_exceeded' when failing < 0.03 then 'timeout' end
         as error_type,
       case when scoring < 0.1 then round((0.6 + 0.4 * draw)::numeric, 6) end as accuracy
     from (
       select n, random() as who, random() as draw, random() as latency, random() as failing,
         random() as scoring,
         1 + floor(${organizations} * power(random(), 3))::int as org,
         1 + floor(${models.length} * power(random(), 2))::int as kind,
         (200 + 8000 * power(random(), 3))::bigint
           + case when n % 500 = 0 then 210000 else 0 end as input,
         (20 + 1500 * power(random(), 3))::bigint as output
       from generate_series(1, $1::int) as n
     ) as drawn`,
    [jobs, before],
  );
  await owner.query(
    `alter table bench_jobs add latency_bucket int, add first_token_bucket int;
     update bench_jobs set latency_bucket = ${bucketOf('latency_ms')},
       first_token_bucket = ${bucketOf('time_to_first_token_ms')}
     where status = 'succeeded';
     create index on bench_jobs (created_at)`,
  );
  await owner.query('analyze bench_jobs');
};

const jobColumns = `id, organization_id, user_id, trace_id, span_id, provider, model, route,
  input_tokens, output_tokens, cached_read_tokens, cost_usd, cost_source, latency_ms,
  time_to_first_token_ms, status, error_type, accuracy`;

const copyJobs = async (owner: pg.ClientBase, partition: string): Promise<void> => {
  const [, year, month] = /_(\d{4})_(\d{2})$/.exec(partition) ?? [];
  await owner.query(
    `insert into ${partition} (created_at, received_at, operation, cached_write_tokens,
       reasoning_tokens, ${jobColumns})
     select created_at, created_at, 'chat', 0, 0, ${jobColumns}
     from bench_jobs
     where created_at >= $1::timestamptz and created_at < $1::timestamptz + interval '1 month'`,
    [`${year}-${month}-01T00:00:00Z`],
  );
};

const fillSpans = (owner: pg.ClientBase): Promise<unknown> =>
  owner.query(
    `insert into ai_job_spans select ai_job_span_key(trace_id, span_id), created_at
     from bench_jobs`,
  );

const plain = `count(*), count(*) filter (where status = 'failed'), sum(input_tokens),
  sum(output_tokens)`;
const unpriced = `count(*) filter (where cost_usd is null),
  coalesce(sum(input_tokens + output_tokens) filter (where cost_usd is null), 0)`;
const short = `${plain}, coalesce(sum(cost_usd), 0), ${unpriced}`;
const whole = `${plain}, sum(cached_read_tokens), 0, 0, coalesce(sum(cost_usd), 0), ${unpriced},
  coalesce(sum(cost_usd) filter (where status = 'failed'), 0),
  ${histogramOf('latency_bucket')}, ${histogramOf('first_token_bucket')},
  coalesce(sum(output_tokens) filter (where status = 'succeeded'), 0),
  coalesce(sum(round(latency_ms * 1000)) filter (where status = 'succeeded'), 0),
  count(accuracy), coalesce(sum(accuracy), 0)`;

/** Each rollup, as ingest makes it job by job. */
const listRollups = ({ timeZone }: Given): Readonly<Record<string, string>> => {
  const day = `(created_at at time zone '${timeZone}')::date`;
  return {
    usage_daily: `select ${day}, organization_id, provider, model, route, ${whole}
      from bench_jobs group by 1, 2, 3, 4, 5`,
    usage_totals_daily: `select ${day}, provider, model, route, ${whole}
      from bench_jobs group by 1, 2, 3, 4`,
    usage_organizations_daily: `select ${day}, organization_id, ${short}
      from bench_jobs group by 1, 2`,
    usage_user_daily: `select ${day}, organization_id, user_id, ${short}
      from bench_jobs where user_id is not null group by 1, 2, 3`,
    usage_errors_daily: `select ${day}, organization_id, provider, model, route, error_type,
      count(*) from bench_jobs where status = 'failed' group by 1, 2, 3, 4, 5, 6`,
  };
};

const copyHours =
  ({ timeZone }: Given) =>
  async (owner: pg.ClientBase, partition: string): Promise<void> => {
    const [, year, month] = /_(\d{4})_(\d{2})$/.exec(partition) ?? [];
    await owner.query(
      `insert into ${partition}
       select date_trunc('hour', created_at, '${timeZone}'), organization_id, provider, model, route,
         ${whole}
       from bench_jobs
       where created_at >= $1::timestamptz and created_at < $1::timestamptz + interval '1 month'
       group by 1, 2, 3, 4, 5`,
      [`${year}-${month}-01T00:00:00Z`],
    );
  };

/** So many AI jobs over half a year, with all that they add up to. */
export const fillUsage = async (ownerUrl: string, given: Given): Promise<void> => {
  const tables: { name: string; fill: Parameters<typeof refill>[2] }[] = [];
  await doAll(ownerUrl, [
    async (owner) => {
      await ensurePartitions(owner, aiJobPartitions, given.before);
      await drawJobs(owner, given);
      for (const name of await listPartitions(owner, 'ai_job_runs'))
        tables.push({ name, fill: copyJobs });
      for (const name of await listPartitions(owner, 'usage_hourly'))
        tables.push({ name, fill: copyHours(given) });
    },
  ]);
  for (const [name, query] of Object.entries(listRollups(given)))
    tables.push({ name, fill: (owner) => owner.query(`insert into ${name} ${query}`) });
  tables.push({ name: 'ai_job_spans', fill: fillSpans });
  await doAll(
    ownerUrl,
    tables.map(
      ({ name, fill }) =>
        (owner) =>
          refill(owner, name, fill),
    ),
  );
  await doAll(ownerUrl, [(owner) => owner.query('drop table bench_jobs')]);
};
