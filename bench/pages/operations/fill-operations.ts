import type pg from 'pg';
import { slices } from '../../../packages/server/src/app.ts';
import { ensurePartitions } from '../../../packages/server/src/platform/db/partitions.ts';
import { doAll } from '../api/refill.ts';

export const logs = 1_000_000;
export const errorGroups = 2_000;
export const deliveries = 100_000;
export const attempts = 10_000;
export const loadTestRuns = 2_000;
export const checks = 60;

interface Given {
  readonly before: Date;
  readonly timeZone: string;
}

type Fill = (owner: pg.ClientBase, given: Given) => Promise<unknown>;

/** Ids that calls can name: of a kind, by number. */
export const idOf = (kind: number, n: number): string =>
  `00000000-0000-7000-8${kind}00-${n.toString(16).padStart(12, '0')}`;

const kinds = { group: 1, delivery: 2, attempt: 3, run: 4, test: 5, check: 6 } as const;
export const idOfGroup = (n: number): string => idOf(kinds.group, n);
export const idOfRun = (n: number): string => idOf(kinds.run, n);
export const idOfAttempt = (n: number): string => idOf(kinds.attempt, n);
export const idOfCheck = (n: number): string => idOf(kinds.check, n);

const id = (kind: keyof typeof kinds, n: string): string =>
  `('00000000-0000-7000-8${kinds[kind]}00-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;

/** Of 90 days; one in ten is an error, most of them of few groups; one in five is Taffrail's own. */
const fillLogs: Fill = async (owner, { before, timeZone }) => {
  await owner.query(
    `insert into system_logs (created_at, received_at, id, level, source, message, error_type, stack,
       fingerprint, trace_id)
     select at, at, gen_random_uuid(), level, case when n % 5 = 0 then 'taffrail' else 'route /api/' || n % 40 end,
       'Something happened to lead ' || n, case when level = 'error' then 'TypeError' end,
       case when level = 'error' then repeat('    at work (/srv/app/work.js:1:1)' || chr(10), 20) end,
       case when level = 'error' then ${id('group', `floor(${errorGroups} * power(n / 10 % 10000 / 10000.0, 3))`)} end,
       case when n % 3 = 0 then md5(n::text) end
     from (
       select n, $1::timestamptz - n * interval '89 days' / ${logs} as at,
         case when n % 10 = 0 then 'error' when n % 10 < 4 then 'warning' else 'info' end as level
       from generate_series(1, ${logs}) as n
     ) as drawn`,
    [before],
  );
  await owner.query(
    `insert into error_groups (fingerprint, error_type, message, source, stack, first_seen_at,
       last_seen_at, count)
     select fingerprint, min(error_type), max(message), max(source), max(stack), min(created_at),
       max(created_at), count(*)
     from system_logs where fingerprint is not null group by 1`,
  );
  const day = `(created_at at time zone '${timeZone}')::date`;
  const own = `level, source = 'taffrail', count(*)`;
  await owner.query(
    `insert into error_groups_daily
     select fingerprint, ${day}, count(*) from system_logs where fingerprint is not null group by 1, 2`,
  );
  await owner.query(
    `insert into system_logs_daily select ${day}, ${own} from system_logs group by 1, 2, 3
     on conflict (day, level, is_own) do update set count = excluded.count`,
  );
  await owner.query(
    `insert into system_logs_quarter_hourly
     select date_bin('15 minutes', created_at, 'epoch'), ${own} from system_logs group by 1, 2, 3
     on conflict (bucket, level, is_own) do update set count = excluded.count`,
  );
  await owner.query('vacuum analyze system_logs, error_groups, error_groups_daily');
};

/** Of 30 days, of two kilobytes each; one in two hundred cannot be read, the last twenty wait. */
const fillInbox: Fill = async (owner, { before }) => {
  await owner.query(
    `insert into sources (id, kind, name, prefix, key_hash, created_at)
     values (${id('delivery', '1')}, 'load_tests', 'Load tests', 'tfs_bench', '\\x00', $1)`,
    [before],
  );
  await owner.query(
    `insert into inbox (received_at, id, kind, source_id, delivery_id, query, headers, body, state,
       reason, attempts, processed_at)
     select $1::timestamptz - n * interval '29 days' / ${deliveries}, gen_random_uuid(), 'load_tests',
       ${id('delivery', '1')}, 'delivery ' || n, '{}', '{"content-type": "application/json"}',
       convert_to(repeat('{"figures": [1, 2, 3]} ', 90), 'UTF8'),
       case when n <= 20 then 'waiting' when n % 200 = 0 then 'poisoned' else 'done' end,
       case when n % 200 = 0 then 'This is no report that is known here.' end, 1, $1
     from generate_series(1, ${deliveries}) as n`,
    [before],
  );
  await owner.query('vacuum analyze inbox');
};

const fillAutofix: Fill = async (owner, { before }) => {
  await owner.query(
    `insert into autofix_runs (id, external_id, created_at, received_at, trigger, trigger_id, outcome,
       title, summary, error, repository, commit_sha, model, turns, duration_ms, cost_usd)
     select ${id('attempt', 'n')}, 'attempt ' || n, at, at, trigger,
       case trigger when 'load_test' then (${id('run', `n % ${loadTestRuns}`)})::text else n::text end,
       outcome, 'Mend what went wrong the ' || n || 'th time', repeat('It looked at the code. ', 40),
       case outcome when 'failed' then repeat('It did not work. ', 40) end, 'acme/product-' || n % 5,
       case outcome when 'fixed' then md5(n::text) end, 'claude-sonnet-4-5', 12, 200000, 0.42
     from (
       select n, $1::timestamptz - n * interval '365 days' / ${attempts} as at,
         (array['sentry', 'load_test', 'ci'])[1 + n % 3] as trigger,
         (array['fixed', 'skipped', 'failed', 'fixed'])[1 + n / 3 % 4] as outcome
       from generate_series(1, ${attempts}) as n
     ) as drawn`,
    [before],
  );
  await owner.query('vacuum analyze autofix_runs');
};

/** Of twenty tests over two years, of forty routes each, with a hundred samples while they are kept. */
const fillLoadTests: Fill = async (owner, { before }) => {
  await owner.query(
    `insert into load_tests (id, name, created_at)
     select ${id('test', 'n')}, 'Test ' || n, $1::timestamptz - interval '2 years'
     from generate_series(0, 19) as n`,
    [before],
  );
  await owner.query(
    `insert into load_test_runs (id, load_test_id, external_id, created_at, received_at, tool,
       verdict, verdict_reason, duration_ms, virtual_users, virtual_users_counted, requests, failed,
       average_ms, tail_percentile, tail_ms, thresholds, routes)
     select ${id('run', 'n')}, ${id('test', 'n % 20')}, 'run ' || n, at, at, 'k6',
       case when n % 7 = 0 then 'failed' else 'passed' end, 'Its thresholds.', 60000, 20, 'concurrent',
       12000, n % 50, 40 + n % 20, 95, 90 + n % 40,
       '[{"metric": "http_req_duration", "condition": "p(95)<500", "isMet": true}]',
       (select jsonb_agg(jsonb_build_object('method', 'GET', 'endpoint', '/api/route-' || route,
          'requests', 300, 'failed', route % 3, 'averageMs', 30 + route,
          'tail', jsonb_build_object('percentile', 95, 'ms', 90 + route + n % 30)))
        from generate_series(1, 40) as route)
     from (select n, $1::timestamptz - n * interval '729 days' / ${loadTestRuns} as at
       from generate_series(1, ${loadTestRuns}) as n) as drawn`,
    [before],
  );
  await owner.query(
    `insert into load_test_samples (created_at, id, run_id, position, method, endpoint, status_code,
       url, response_body, duration_ms, occurrences)
     select created_at, gen_random_uuid(), id, n, 'GET', '/api/route-' || n % 40, 500,
       '/api/route-' || n || '?q=1', repeat('<p>Something went wrong.</p>', 100), 123, 3
     from load_test_runs, generate_series(1, 100) as n
     where created_at > $1::timestamptz - interval '89 days'`,
    [before],
  );
  await owner.query('vacuum analyze load_tests, load_test_runs, load_test_samples');
};

/** Each hour of a year; and eight models, each day of it. */
const fillIntegrity: Fill = async (owner, { before }) => {
  await owner.query(
    `insert into integrity_checks (id, key, kind, title, definition, warn_above, error_above,
       select_sql, repair_sql, created_at)
     select ${id('check', 'n')}, 'check ' || n, 'foreign_key', 'Orphaned rows of table ' || n,
       'foreign key (a_id) references a (id)', 0, 100, 'select * from t', 'delete from t',
       $1::timestamptz - interval '1 year'
     from generate_series(1, ${checks}) as n`,
    [before],
  );
  await owner.query(
    `insert into integrity_runs (created_at, finished_at, declared, declared_checked, configured,
       configured_checked)
     select at, at + interval '3 seconds', ${checks}, ${checks}, 0, 0
     from generate_series($1::timestamptz - interval '364 days', $1::timestamptz, '1 hour') as at`,
    [before],
  );
  await owner.query(
    `insert into integrity_results (check_id, created_at, severity, count, sample_ids, duration_ms)
     select ${id('check', 'n')}, created_at, case when n = 7 then 'warning' else 'ok' end,
       case when n = 7 then 12 else 0 end, case when n = 7 then '["1", "2", "3"]' else '[]' end::jsonb, 9
     from integrity_runs, generate_series(1, ${checks}) as n`,
  );
  await owner.query(
    `insert into record_counts (day, model, count, method, highest, counted_at, attempted_at)
     select at::date, model, 100000 + extract(epoch from at) / 86400, 'exact', 200000, at, at
     from generate_series($1::timestamptz - interval '364 days', $1::timestamptz, '1 day') as at,
       unnest(array['companies', 'users', 'tickets', 'jobs', 'invoices', 'leads', 'tasks', 'members'])
         as model`,
    [before],
  );
  await owner.query(
    'vacuum analyze integrity_checks, integrity_runs, integrity_results, record_counts',
  );
};

const filled: ReadonlySet<string> = new Set([
  'system_logs',
  'system_logs_quarter_hourly',
  'inbox',
  'load_test_samples',
  'integrity_runs',
  'integrity_results',
  'record_counts',
]);

/** A new console has none for what it does not take any more. */
const ensureOld: Fill = (owner, { before }) =>
  ensurePartitions(
    owner,
    slices
      .flatMap(({ partitions = [] }) => partitions)
      .filter(({ table }) => filled.has(table))
      .map((table) => ({ ...table, acceptDays: table.keepDays ?? table.acceptDays })),
    before,
  );

/** What a busy product leaves behind on the pages of operations. */
export const fillOperations = async (ownerUrl: string, given: Given): Promise<void> => {
  await doAll(ownerUrl, [(owner) => ensureOld(owner, given)]);
  await doAll(
    ownerUrl,
    [fillLogs, fillInbox, fillAutofix, fillLoadTests, fillIntegrity].map(
      (fill) => (owner) => fill(owner, given),
    ),
  );
};
