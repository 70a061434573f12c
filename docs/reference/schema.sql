-- The schema as the migrations leave it, written by `npm run db:dump`; a test fails when it is
-- stale. Partitions are left out: jobs make and drop them.

create table active_organizations_daily (
  day date not null,
  organization_id uuid not null,
  count bigint not null,
  first_at timestamp with time zone not null,
  constraint active_organizations_daily_pkey PRIMARY KEY (day, organization_id) INCLUDE (first_at)
);

create table active_users_daily (
  day date not null,
  organization_id uuid,
  user_id uuid not null,
  count bigint not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint active_users_daily_day_user_id_organization_id_first_at_key UNIQUE NULLS NOT DISTINCT (day, user_id, organization_id) INCLUDE (first_at)
);
CREATE INDEX active_users_daily_organization ON public.active_users_daily USING btree (organization_id, day);
CREATE INDEX active_users_daily_user ON public.active_users_daily USING btree (user_id, day DESC);
alter table active_users_daily enable row level security;
create policy members_see_their_own on active_users_daily for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on active_users_daily for all to taffrail_app
  using (true);

create table activity_actions (
  action text not null,
  category text not null,
  constraint activity_actions_pkey PRIMARY KEY (action)
);

create table activity_daily (
  day date not null,
  organization_id uuid,
  action text not null,
  count bigint not null,
  first_at timestamp with time zone not null,
  constraint activity_daily_day_organization_id_action_key UNIQUE NULLS NOT DISTINCT (day, organization_id, action)
);
CREATE INDEX activity_daily_organization ON public.activity_daily USING btree (organization_id, day);
alter table activity_daily enable row level security;
create policy members_see_their_own on activity_daily for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on activity_daily for all to taffrail_app
  using (true);

create table activity_hourly (
  bucket timestamp with time zone not null,
  organization_id uuid,
  action text not null,
  count bigint not null,
  constraint activity_hourly_bucket_organization_id_action_key UNIQUE NULLS NOT DISTINCT (bucket, organization_id, action)
) partition by RANGE (bucket);
CREATE INDEX activity_hourly_organization ON ONLY public.activity_hourly USING btree (organization_id, bucket);
alter table activity_hourly enable row level security;
create policy members_see_their_own on activity_hourly for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on activity_hourly for all to taffrail_app
  using (true);

create table activity_log (
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  id uuid not null,
  organization_id uuid,
  user_id uuid,
  action text not null,
  category text not null,
  resource_type text,
  resource_id text,
  trace_id text,
  session_id text,
  ip_address inet,
  user_agent text,
  metadata jsonb default '{}'::jsonb not null,
  constraint activity_log_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX activity_log_action ON ONLY public.activity_log USING btree (action, created_at DESC NULLS LAST);
CREATE INDEX activity_log_organization ON ONLY public.activity_log USING btree (organization_id, created_at DESC NULLS LAST);
CREATE INDEX activity_log_resource ON ONLY public.activity_log USING btree (resource_id, created_at DESC NULLS LAST) WHERE (resource_id IS NOT NULL);
CREATE INDEX activity_log_user ON ONLY public.activity_log USING btree (user_id, created_at DESC NULLS LAST);
alter table activity_log enable row level security;
create policy members_see_their_own on activity_log for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on activity_log for all to taffrail_app
  using (true);

create table activity_totals_daily (
  day date not null,
  action text not null,
  count bigint not null,
  constraint activity_totals_daily_pkey PRIMARY KEY (day, action)
);

create table activity_totals_quarter_hourly (
  bucket timestamp with time zone not null,
  action text not null,
  count bigint not null,
  constraint activity_totals_quarter_hourly_pkey PRIMARY KEY (bucket, action)
) partition by RANGE (bucket);

create table api_keys (
  id uuid not null,
  name text not null,
  kind text not null,
  scopes text[] default '{}'::text[] not null,
  role text,
  prefix text not null,
  key_hash bytea not null,
  sealed_key bytea,
  origin text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES operators(id),
  constraint api_keys_check CHECK (((kind = 'api'::text) = (role IS NOT NULL))),
  constraint api_keys_kind_check CHECK ((kind = ANY (ARRAY['ingest'::text, 'api'::text]))),
  constraint api_keys_origin_check CHECK ((origin = ANY (ARRAY['first_start'::text, 'environment'::text, 'operator'::text]))),
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'finance'::text, 'support'::text, 'viewer'::text])))
);

create table api_metrics (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  response_time_ms double precision not null,
  organization_id uuid,
  user_id uuid,
  trace_id text,
  count integer not null,
  constraint api_metrics_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX api_metrics_trace ON ONLY public.api_metrics USING btree (trace_id) WHERE (trace_id IS NOT NULL);
alter table api_metrics enable row level security;
create policy operators_see_all on api_metrics for all to taffrail_app
  using (true);

create table api_metrics_daily (
  bucket date not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_daily_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
);
CREATE INDEX api_metrics_daily_endpoint ON public.api_metrics_daily USING btree (endpoint, bucket);

create table api_metrics_hourly (
  bucket timestamp with time zone not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_hourly_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
) partition by RANGE (bucket);
CREATE INDEX api_metrics_hourly_endpoint ON ONLY public.api_metrics_hourly USING btree (endpoint, bucket);

create table api_metrics_minutely (
  bucket timestamp with time zone not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_minutely_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
) partition by RANGE (bucket);
CREATE INDEX api_metrics_minutely_endpoint ON ONLY public.api_metrics_minutely USING btree (endpoint, bucket);

create table api_metrics_partials (
  minute timestamp with time zone not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null
);
CREATE INDEX api_metrics_partials_minute ON public.api_metrics_partials USING btree (minute);

create table api_metrics_weekly (
  bucket date not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_weekly_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
);
CREATE INDEX api_metrics_weekly_endpoint ON public.api_metrics_weekly USING btree (endpoint, bucket);

create table audit_log (
  created_at timestamp with time zone not null,
  id uuid not null,
  action text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_label text not null,
  target_type text,
  target_id text,
  before jsonb,
  after jsonb,
  ip_address inet,
  request_id text,
  constraint audit_log_pkey PRIMARY KEY (created_at, id),
  constraint audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['operator'::text, 'api_key'::text, 'system'::text])))
);
CREATE INDEX audit_log_action ON public.audit_log USING btree (action text_pattern_ops, created_at DESC);
CREATE INDEX audit_log_actor ON public.audit_log USING btree (actor_id, created_at DESC);
CREATE INDEX audit_log_target ON public.audit_log USING btree (target_id, created_at DESC);

create table autofix_runs (
  id uuid not null,
  external_id text,
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  trigger text not null,
  trigger_id text,
  trigger_url text,
  outcome text not null,
  title text not null,
  summary text,
  error text,
  repository text,
  commit_sha text,
  commit_url text,
  workflow_url text,
  model text,
  turns integer,
  duration_ms bigint,
  cost_usd numeric(14,8),
  constraint autofix_runs_external_id_key UNIQUE (external_id),
  constraint autofix_runs_pkey PRIMARY KEY (id),
  constraint autofix_runs_check CHECK (((outcome <> 'fixed'::text) OR (commit_sha IS NOT NULL))),
  constraint autofix_runs_outcome_check CHECK ((outcome = ANY (ARRAY['fixed'::text, 'skipped'::text, 'failed'::text]))),
  constraint autofix_runs_trigger_check CHECK ((trigger = ANY (ARRAY['sentry'::text, 'load_test'::text, 'ci'::text])))
);
CREATE INDEX autofix_runs_figures ON public.autofix_runs USING btree (created_at, trigger, outcome, repository);
CREATE INDEX autofix_runs_latest ON public.autofix_runs USING btree (created_at DESC, id DESC);
CREATE INDEX autofix_runs_load_test ON public.autofix_runs USING btree (trigger_id, created_at DESC) WHERE (trigger = 'load_test'::text);
CREATE INDEX autofix_runs_outcome ON public.autofix_runs USING btree (outcome, created_at DESC, id DESC);
CREATE INDEX autofix_runs_repository ON public.autofix_runs USING btree (repository, created_at DESC, id DESC);
CREATE INDEX autofix_runs_trigger ON public.autofix_runs USING btree (trigger, created_at DESC, id DESC);

create table database_latency_hourly (
  bucket timestamp with time zone not null,
  database text not null,
  failures integer not null,
  histogram bytea not null,
  constraint database_latency_hourly_pkey PRIMARY KEY (database, bucket)
) partition by RANGE (bucket);

create table database_latency_minutely (
  bucket timestamp with time zone not null,
  database text not null,
  failures integer not null,
  failure text,
  histogram bytea not null,
  constraint database_latency_minutely_pkey PRIMARY KEY (database, bucket)
) partition by RANGE (bucket);

create table error_groups (
  fingerprint uuid not null,
  error_type text,
  message text not null,
  source text not null,
  stack text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  count bigint not null,
  constraint error_groups_pkey PRIMARY KEY (fingerprint)
);
CREATE INDEX error_groups_latest ON public.error_groups USING btree (last_seen_at DESC, fingerprint DESC);
CREATE INDEX error_groups_source ON public.error_groups USING btree (source, last_seen_at DESC, fingerprint DESC);

create table error_groups_daily (
  fingerprint uuid not null,
  day date not null,
  count bigint not null,
  constraint error_groups_daily_pkey PRIMARY KEY (fingerprint, day),
  constraint error_groups_daily_fingerprint_fkey FOREIGN KEY (fingerprint) REFERENCES error_groups(fingerprint) ON DELETE CASCADE
);

create table inbox (
  received_at timestamp(3) with time zone not null,
  id uuid not null,
  kind text not null,
  source_id uuid,
  api_key_id uuid,
  delivery_id text,
  query jsonb not null,
  headers jsonb not null,
  body bytea not null,
  state text default 'waiting'::text not null,
  reason text,
  attempts integer default 0 not null,
  processed_at timestamp with time zone,
  is_test boolean default false not null,
  constraint inbox_pkey PRIMARY KEY (received_at, id),
  constraint inbox_check CHECK ((num_nonnulls(source_id, api_key_id) = 1)),
  constraint inbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'ignored'::text, 'poisoned'::text])))
) partition by RANGE (received_at);
CREATE INDEX inbox_delivery ON ONLY public.inbox USING btree (delivery_id) WHERE (delivery_id IS NOT NULL);
CREATE INDEX inbox_source ON ONLY public.inbox USING btree (source_id, received_at DESC);
CREATE INDEX inbox_state ON ONLY public.inbox USING btree (state, received_at DESC) WHERE (state = ANY (ARRAY['waiting'::text, 'poisoned'::text]));
CREATE INDEX inbox_test ON ONLY public.inbox USING btree (source_id, received_at DESC) WHERE is_test;

create table ingest_batches (
  created_at timestamp with time zone not null,
  api_key_id uuid not null,
  idempotency_key text not null,
  body_hash bytea not null,
  answer jsonb not null,
  constraint ingest_batches_pkey PRIMARY KEY (api_key_id, idempotency_key, created_at)
) partition by RANGE (created_at);

create table integrity_checks (
  id uuid not null,
  key text not null,
  kind text not null,
  title text not null,
  definition text not null,
  warn_above bigint not null,
  error_above bigint not null,
  select_sql text not null,
  repair_sql text,
  created_at timestamp with time zone not null,
  affected_since timestamp with time zone,
  removed_at timestamp with time zone,
  constraint integrity_checks_key_key UNIQUE (key),
  constraint integrity_checks_pkey PRIMARY KEY (id),
  constraint integrity_checks_kind_check CHECK ((kind = ANY (ARRAY['foreign_key'::text, 'reference'::text, 'check'::text])))
);

create table integrity_progress (
  started_at timestamp with time zone not null,
  checked integer not null,
  total integer not null,
  constraint integrity_progress_pkey PRIMARY KEY (started_at)
);

create table integrity_results (
  check_id uuid not null,
  created_at timestamp with time zone not null,
  severity text not null,
  count bigint,
  sample_ids jsonb not null,
  duration_ms integer not null,
  failure text,
  message text,
  constraint integrity_results_pkey PRIMARY KEY (check_id, created_at),
  constraint integrity_results_check CHECK (((severity = 'unknown'::text) = (count IS NULL))),
  constraint integrity_results_severity_check CHECK ((severity = ANY (ARRAY['ok'::text, 'warning'::text, 'error'::text, 'nothing_to_check'::text, 'unknown'::text])))
) partition by RANGE (created_at);

create table integrity_runs (
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  declared integer not null,
  declared_checked integer not null,
  configured integer not null,
  configured_checked integer not null,
  failure text,
  constraint integrity_runs_pkey PRIMARY KEY (created_at)
) partition by RANGE (created_at);

create table invoices (
  id uuid not null,
  external_id text not null,
  customer_id text,
  subscription_id uuid,
  told_by text not null,
  number text,
  status text not null,
  currency text not null,
  amount_due numeric(20,3) not null,
  amount_paid numeric(20,3) not null,
  attempt_count integer not null,
  next_attempt_at timestamp with time zone,
  due_at timestamp with time zone,
  created_at timestamp with time zone not null,
  url text,
  told_at timestamp with time zone not null,
  lines jsonb,
  metered_amount numeric(20,3) default 0 not null,
  constraint invoices_external_id_key UNIQUE (external_id),
  constraint invoices_pkey PRIMARY KEY (id),
  constraint invoices_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'paid'::text, 'uncollectible'::text, 'void'::text, 'deleted'::text]))),
  constraint invoices_told_by_check CHECK ((told_by = 'stripe'::text))
);
CREATE INDEX invoices_failed ON public.invoices USING btree (next_attempt_at, id) WHERE ((status = 'open'::text) AND (attempt_count > 0));
CREATE INDEX invoices_latest ON public.invoices USING btree (created_at DESC, id DESC);
CREATE INDEX invoices_metered ON public.invoices USING btree (created_at) WHERE (metered_amount <> (0)::numeric);
CREATE INDEX invoices_subscription ON public.invoices USING btree (subscription_id);

create table load_test_runs (
  id uuid not null,
  load_test_id uuid not null,
  external_id text not null,
  created_at timestamp(3) with time zone not null,
  received_at timestamp(3) with time zone not null,
  tool text,
  verdict text not null,
  verdict_reason text not null,
  duration_ms double precision,
  virtual_users bigint,
  virtual_users_counted text,
  requests bigint,
  failed bigint,
  average_ms double precision,
  tail_percentile double precision,
  tail_ms double precision,
  thresholds jsonb not null,
  routes jsonb not null,
  analysis jsonb,
  constraint load_test_runs_load_test_id_external_id_key UNIQUE (load_test_id, external_id),
  constraint load_test_runs_pkey PRIMARY KEY (id),
  constraint load_test_runs_load_test_id_fkey FOREIGN KEY (load_test_id) REFERENCES load_tests(id),
  constraint load_test_runs_check CHECK ((num_nulls(virtual_users, virtual_users_counted) <> 1)),
  constraint load_test_runs_check1 CHECK ((num_nulls(tail_percentile, tail_ms) <> 1)),
  constraint load_test_runs_tool_check CHECK ((tool = ANY (ARRAY['k6'::text, 'artillery'::text, 'autocannon'::text, 'locust'::text]))),
  constraint load_test_runs_verdict_check CHECK ((verdict = ANY (ARRAY['passed'::text, 'failed'::text, 'aborted'::text, 'missed'::text, 'unknown'::text]))),
  constraint load_test_runs_virtual_users_counted_check CHECK ((virtual_users_counted = ANY (ARRAY['concurrent'::text, 'started'::text])))
);
CREATE INDEX load_test_runs_latest ON public.load_test_runs USING btree (created_at DESC, id DESC);
CREATE INDEX load_test_runs_test ON public.load_test_runs USING btree (load_test_id, created_at DESC, id DESC);
CREATE INDEX load_test_runs_verdict ON public.load_test_runs USING btree (verdict, created_at DESC, id DESC);

create table load_test_samples (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  run_id uuid not null,
  position integer not null,
  method text,
  endpoint text not null,
  status_code smallint,
  error text,
  url text,
  response_body text,
  duration_ms double precision,
  occurrences bigint,
  constraint load_test_samples_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX load_test_samples_run ON ONLY public.load_test_samples USING btree (run_id, "position");

create table load_tests (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  scheduled_since timestamp(3) with time zone,
  baseline_run_id uuid,
  constraint load_tests_name_key UNIQUE (name),
  constraint load_tests_pkey PRIMARY KEY (id),
  constraint load_tests_baseline_run_id_fkey FOREIGN KEY (baseline_run_id) REFERENCES load_test_runs(id)
);

create table memberships (
  organization_id uuid not null,
  user_id uuid not null,
  role text,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  updated_at timestamp with time zone default now() not null,
  constraint memberships_pkey PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user ON public.memberships USING btree (user_id);
alter table memberships enable row level security;
create policy members_see_their_own on memberships for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on memberships for all to taffrail_app
  using (true);

create table operator_credentials (
  operator_id uuid not null,
  password_hash text not null,
  updated_at timestamp with time zone default now() not null,
  constraint operator_credentials_pkey PRIMARY KEY (operator_id),
  constraint operator_credentials_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
);

create table operator_invites (
  id uuid not null,
  token_hash bytea not null,
  email text not null,
  role text not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint operator_invites_token_hash_key UNIQUE (token_hash),
  constraint operator_invites_pkey PRIMARY KEY (id),
  constraint operator_invites_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES operators(id),
  constraint operator_invites_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'finance'::text, 'support'::text, 'viewer'::text])))
);

create table operator_sessions (
  token_hash bytea not null,
  operator_id uuid not null,
  ip_address inet,
  user_agent text,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint operator_sessions_pkey PRIMARY KEY (token_hash),
  constraint operator_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
);
CREATE INDEX operator_sessions_expiry ON public.operator_sessions USING btree (expires_at);
CREATE INDEX operator_sessions_operator ON public.operator_sessions USING btree (operator_id);

create table operators (
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  preferences jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone,
  disabled_at timestamp with time zone,
  constraint operators_pkey PRIMARY KEY (id),
  constraint operators_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'finance'::text, 'support'::text, 'viewer'::text])))
);
CREATE UNIQUE INDEX operators_email ON public.operators USING btree (lower(email));

create table organizations (
  id uuid not null,
  external_id text,
  name text,
  plan text,
  seats integer,
  locale text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone default now() not null,
  constraint organizations_external_id_key UNIQUE (external_id),
  constraint organizations_pkey PRIMARY KEY (id)
);
CREATE INDEX organizations_name ON public.organizations USING btree (lower(name) COLLATE "C", id);
alter table organizations enable row level security;
create policy members_see_their_own on organizations for all to taffrail_member
  using ((id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on organizations for all to taffrail_app
  using (true);

create table record_counts (
  day date not null,
  model text not null,
  count bigint,
  method text,
  highest bigint,
  counted_at timestamp with time zone,
  attempted_at timestamp with time zone not null,
  failure text,
  constraint record_counts_pkey PRIMARY KEY (model, day),
  constraint record_counts_check CHECK ((num_nulls(count, method, highest, counted_at) = ANY (ARRAY[0, 4]))),
  constraint record_counts_method_check CHECK ((method = ANY (ARRAY['exact'::text, 'estimated'::text, 'at_least'::text])))
) partition by RANGE (day);

create table revenue_cohorts (
  cohort date not null,
  month date not null,
  currency text not null,
  customers integer not null,
  constraint revenue_cohorts_pkey PRIMARY KEY (cohort, month, currency)
);

create table revenue_daily (
  day date not null,
  currency text not null,
  kind text not null,
  amount numeric(20,3) not null,
  customers integer not null,
  constraint revenue_daily_pkey PRIMARY KEY (day, currency, kind)
);

create table revenue_movements (
  customer_id text not null,
  currency text not null,
  at timestamp with time zone not null,
  day date not null,
  kind text not null,
  amount numeric(20,3) not null,
  mrr_before numeric(20,3) not null,
  mrr_after numeric(20,3) not null,
  is_reconstructed boolean not null,
  cohort date,
  constraint revenue_movements_pkey PRIMARY KEY (customer_id, currency, at),
  constraint revenue_movements_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'expansion'::text, 'contraction'::text, 'churn'::text, 'reactivation'::text])))
);
CREATE INDEX revenue_movements_day ON public.revenue_movements USING btree (day, kind);
CREATE INDEX revenue_movements_latest ON public.revenue_movements USING btree (kind, at DESC);
CREATE INDEX revenue_movements_reconstructed ON public.revenue_movements USING btree (day) WHERE is_reconstructed;

create table saved_views (
  id uuid not null,
  operator_id uuid not null,
  page text not null,
  name text not null,
  shared boolean not null,
  search text not null,
  created_at timestamp with time zone not null,
  constraint saved_views_operator_id_page_name_key UNIQUE (operator_id, page, name),
  constraint saved_views_pkey PRIMARY KEY (id),
  constraint saved_views_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
);
CREATE INDEX saved_views_page ON public.saved_views USING btree (page) WHERE shared;

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table settings (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint settings_pkey PRIMARY KEY (key)
);

create table sources (
  id uuid not null,
  kind text not null,
  name text not null,
  prefix text not null,
  key_hash bytea not null,
  sealed_secret bytea,
  created_by uuid,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint sources_key_hash_key UNIQUE (key_hash),
  constraint sources_pkey PRIMARY KEY (id),
  constraint sources_created_by_fkey FOREIGN KEY (created_by) REFERENCES operators(id)
);

create table subscription_events (
  subscription_id uuid not null,
  at timestamp with time zone not null,
  snapshot jsonb not null,
  is_reconstructed boolean not null,
  before jsonb,
  constraint subscription_events_pkey PRIMARY KEY (subscription_id, at),
  constraint subscription_events_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE
);

create table subscriptions (
  id uuid not null,
  external_id text not null,
  customer_id text not null,
  organization_id uuid,
  told_by text not null,
  status text not null,
  plan text,
  currency text not null,
  started_at timestamp with time zone not null,
  trial_ends_at timestamp with time zone,
  cancel_at timestamp with time zone,
  ended_at timestamp with time zone,
  told_at timestamp with time zone not null,
  constraint subscriptions_external_id_key UNIQUE (external_id),
  constraint subscriptions_pkey PRIMARY KEY (id),
  constraint subscriptions_told_by_check CHECK ((told_by = ANY (ARRAY['stripe'::text, 'product'::text, 'sdk'::text])))
);
CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (customer_id);
CREATE INDEX subscriptions_leaving ON public.subscriptions USING btree (cancel_at) WHERE (ended_at IS NULL);
CREATE INDEX subscriptions_organization ON public.subscriptions USING btree (organization_id);
CREATE INDEX subscriptions_told ON public.subscriptions USING btree (told_by, told_at);
CREATE INDEX subscriptions_trial ON public.subscriptions USING btree (trial_ends_at) WHERE (status = 'trialing'::text);

create table system_logs (
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  id uuid not null,
  level text not null,
  source text not null,
  message text not null,
  error_type text,
  stack text,
  fingerprint uuid,
  organization_id uuid,
  user_id uuid,
  trace_id text,
  session_id text,
  context jsonb default '{}'::jsonb not null,
  constraint system_logs_pkey PRIMARY KEY (created_at, id),
  constraint system_logs_level_check CHECK ((level = ANY (ARRAY['error'::text, 'warning'::text, 'info'::text])))
) partition by RANGE (created_at);
CREATE INDEX system_logs_fingerprint ON ONLY public.system_logs USING btree (fingerprint, created_at DESC NULLS LAST) WHERE (fingerprint IS NOT NULL);
CREATE INDEX system_logs_level ON ONLY public.system_logs USING btree (level, created_at DESC NULLS LAST);
CREATE INDEX system_logs_source ON ONLY public.system_logs USING btree (source, created_at DESC NULLS LAST);
CREATE INDEX system_logs_trace ON ONLY public.system_logs USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table system_logs_daily (
  day date not null,
  level text not null,
  is_own boolean not null,
  count bigint not null,
  constraint system_logs_daily_pkey PRIMARY KEY (day, level, is_own)
);

create table system_logs_quarter_hourly (
  bucket timestamp with time zone not null,
  level text not null,
  is_own boolean not null,
  count bigint not null,
  constraint system_logs_quarter_hourly_pkey PRIMARY KEY (bucket, level, is_own)
) partition by RANGE (bucket);

create table told_subscriptions (
  received_at timestamp with time zone not null,
  ordinal integer not null,
  id uuid not null,
  organization_id uuid not null,
  at timestamp with time zone not null,
  record jsonb not null,
  failed_at timestamp(3) with time zone,
  failure text,
  constraint told_subscriptions_pkey PRIMARY KEY (received_at, ordinal, id)
);
CREATE INDEX told_subscriptions_failed ON public.told_subscriptions USING btree (failed_at, id) WHERE (failed_at IS NOT NULL);
CREATE INDEX told_subscriptions_waiting ON public.told_subscriptions USING btree (received_at, ordinal, id) WHERE (failed_at IS NULL);

create table users (
  id uuid not null,
  external_id text,
  name text,
  email text,
  locale text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone default now() not null,
  constraint users_external_id_key UNIQUE (external_id),
  constraint users_pkey PRIMARY KEY (id)
);
CREATE INDEX users_email ON public.users USING btree (lower(email) COLLATE "C", id);
CREATE INDEX users_name ON public.users USING btree (lower(name) COLLATE "C", id);
alter table users enable row level security;
create policy members_see_their_own on users for all to taffrail_member
  using ((EXISTS ( SELECT 1
   FROM memberships m
  WHERE ((m.user_id = users.id) AND (m.organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid)))));
create policy operators_see_all on users for all to taffrail_app
  using (true);

CREATE OR REPLACE FUNCTION public.enqueue_job(task text, payload json, job_key text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform graphile_worker.add_job(task, payload, job_key => job_key);
end
$function$;

CREATE OR REPLACE FUNCTION public.fold_api_metrics(closed_before timestamp with time zone, minutes_from timestamp with time zone, hours_from timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  taken api_metrics_partials[];
  rollup record;
begin
  -- One at a time: two would replace the same rows.
  perform pg_advisory_xact_lock(hashtextextended('fold_api_metrics', 0));
  with gone as (
    delete from api_metrics_partials
    where ctid in (
      select ctid from api_metrics_partials
      where minute < closed_before
      order by minute
      limit most
    )
    returning minute, endpoint, method, status_code, histogram
  )
  select array_agg(row(gone.*)::api_metrics_partials) into taken from gone;
  if taken is null then
    return 0;
  end if;

  for rollup in select * from (values
    ('api_metrics_minutely', 'minute', minutes_from),
    ('api_metrics_hourly', $sql$date_trunc('hour', minute, $2)$sql$, hours_from),
    ('api_metrics_daily', '(minute at time zone $2)::date', '-infinity'),
    ('api_metrics_weekly', $sql$date_trunc('week', minute at time zone $2)::date$sql$, '-infinity')
  ) as r (name, bucket_of, kept_from)
  loop
    execute format($sql$
      with fresh as (
        select %2$s as bucket, p.endpoint, p.method, t.status_code, t.histogram
        from unnest($1) as t
        cross join lateral (values (t.endpoint, t.method), ('', '')) as p (endpoint, method)
        where t.minute >= $3
      ), old as (
        delete from %1$I as o
        using (select distinct bucket, endpoint, method, status_code from fresh) as f
        where o.bucket = f.bucket and o.endpoint = f.endpoint and o.method = f.method
          and o.status_code = f.status_code
        returning o.bucket, o.endpoint, o.method, o.status_code, o.histogram
      ), cells as (
        select a.bucket, a.endpoint, a.method, a.status_code, h.bucket as cell,
          sum(h.count)::bigint as count
        from (select * from fresh union all select * from old) as a
        cross join lateral histogram_cells(a.histogram) as h
        group by 1, 2, 3, 4, 5
      )
      insert into %1$I (bucket, endpoint, method, status_code, histogram)
      select bucket, endpoint, method, status_code, string_agg(packed, '' order by cell)
      from cells cross join lateral packed_cells(cell, count) as packed
      group by 1, 2, 3, 4
    $sql$, rollup.name, rollup.bucket_of)
    using taken, zone, rollup.kept_from;
  end loop;
  return cardinality(taken);
end
$function$;

CREATE OR REPLACE FUNCTION public.histogram_cells(histogram bytea)
 RETURNS TABLE(bucket integer, count bigint)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (get_byte(histogram, at) << 4) + (get_byte(histogram, at + 1) >> 4),
    (((get_byte(histogram, at + 1) & 15) << 16) + (get_byte(histogram, at + 2) << 8)
      + get_byte(histogram, at + 3))::bigint
  from generate_series(0, length(histogram) - 4, 4) as at
$function$;

CREATE OR REPLACE FUNCTION public.ingest_add_stubs(organization_ids uuid[], organization_external_ids text[], organization_seen_at timestamp with time zone[], user_ids uuid[], user_external_ids text[], user_seen_at timestamp with time zone[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into organizations (id, external_id, created_at)
  select * from unnest(organization_ids, organization_external_ids, organization_seen_at) as o (id)
  order by o.id
  on conflict do nothing;

  insert into users (id, external_id, created_at)
  select * from unnest(user_ids, user_external_ids, user_seen_at) as u (id)
  order by u.id
  on conflict do nothing;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_claim_batches(key_ids uuid[], idempotency_keys text[], body_hashes bytea[], answers jsonb[], at timestamp with time zone)
 RETURNS TABLE(ordinal bigint, state text, answer jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  -- Partitions cannot hold one unique index over all days; the lock makes look-up and insert one.
  perform pg_advisory_xact_lock(lock_id)
  from (
    select distinct hashtextextended(k.key_id::text || k.idempotency_key, 0) as lock_id
    from unnest(key_ids, idempotency_keys) as k (key_id, idempotency_key)
    order by 1
  ) as locks;

  return query
  with given as (
    select * from unnest(key_ids, idempotency_keys, body_hashes, answers)
      with ordinality as g (key_id, idempotency_key, body_hash, answer, ordinal)
  ), known as (
    select g.ordinal, b.body_hash = g.body_hash as same, b.answer
    from given g
    join ingest_batches b
      on b.api_key_id = g.key_id and b.idempotency_key = g.idempotency_key
      and b.created_at > at - interval '7 days'
  ), claimed as (
    insert into ingest_batches (created_at, api_key_id, idempotency_key, body_hash, answer)
    select at, g.key_id, g.idempotency_key, g.body_hash, g.answer
    from given g
    where not exists (select 1 from known k where k.ordinal = g.ordinal)
  )
  select g.ordinal,
    case when k.ordinal is null then 'new' when k.same then 'known' else 'conflict' end,
    k.answer
  from given g left join known k using (ordinal)
  order by g.ordinal;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_count_activity(quarters timestamp with time zone[], organization_ids uuid[], actions text[], categories text[], counts bigint[], first_ats timestamp with time zone[], user_quarters timestamp with time zone[], user_organization_ids uuid[], user_ids uuid[], user_counts bigint[], user_first_ats timestamp with time zone[], user_last_ats timestamp with time zone[], kept_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  insert into activity_actions (action, category)
  select distinct on (a.action) a.action, a.category
  from unnest(actions, categories) as a (action, category)
  order by a.action
  on conflict do nothing;

  insert into activity_hourly as h (bucket, organization_id, action, count)
  select date_trunc('hour', g.quarter, 'UTC'), g.organization_id, g.action, sum(g.count)
  from unnest(quarters, organization_ids, actions, counts)
    as g (quarter, organization_id, action, count)
  where g.quarter >= kept_from
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (bucket, organization_id, action) do update set count = h.count + excluded.count;

  insert into activity_daily as d (day, organization_id, action, count, first_at)
  select (g.quarter at time zone zone)::date, g.organization_id, g.action, sum(g.count),
    min(g.first_at)
  from unnest(quarters, organization_ids, actions, counts, first_ats)
    as g (quarter, organization_id, action, count, first_at)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (day, organization_id, action) do update set
    count = d.count + excluded.count,
    first_at = least(d.first_at, excluded.first_at);

  insert into active_organizations_daily as o (day, organization_id, count, first_at)
  select (g.quarter at time zone zone)::date, g.organization_id, sum(g.count), min(g.first_at)
  from unnest(quarters, organization_ids, counts, first_ats)
    as g (quarter, organization_id, count, first_at)
  where g.organization_id is not null
  group by 1, 2
  order by 1, 2
  on conflict (day, organization_id) do update set
    count = o.count + excluded.count,
    first_at = least(o.first_at, excluded.first_at);

  insert into active_users_daily as a (day, organization_id, user_id, count, first_at, last_at)
  select (g.quarter at time zone zone)::date, g.organization_id, g.user_id, sum(g.count),
    min(g.first_at), max(g.last_at)
  from unnest(
    user_quarters, user_organization_ids, user_ids, user_counts, user_first_ats, user_last_ats
  ) as g (quarter, organization_id, user_id, count, first_at, last_at)
  group by 1, 2, 3
  order by 1, 3, 2
  on conflict (day, user_id, organization_id) do update set
    count = a.count + excluded.count,
    first_at = least(a.first_at, excluded.first_at),
    last_at = greatest(a.last_at, excluded.last_at);

  -- Last, because every writer touches the same few rows and waits here for whoever was first.
  insert into activity_totals_quarter_hourly as t (bucket, action, count)
  select g.quarter, g.action, sum(g.count)
  from unnest(quarters, actions, counts) as g (quarter, action, count)
  where g.quarter >= kept_from
  group by 1, 2
  order by 1, 2
  on conflict (bucket, action) do update set count = t.count + excluded.count;

  insert into activity_totals_daily as t (day, action, count)
  select (g.quarter at time zone zone)::date, g.action, sum(g.count)
  from unnest(quarters, actions, counts) as g (quarter, action, count)
  group by 1, 2
  order by 1, 2
  on conflict (day, action) do update set count = t.count + excluded.count;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_count_api_requests(rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into api_metrics_partials (minute, endpoint, method, status_code, histogram)
  select minute, endpoint, method, status_code, decode(histogram, 'base64')
  from json_to_recordset(rows) as r (
    minute timestamptz, endpoint text, method text, status_code smallint, histogram text
  );
$function$;

CREATE OR REPLACE FUNCTION public.ingest_insert_activity(rows json)
 RETURNS TABLE(inserted_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into activity_log (
    created_at, received_at, id, organization_id, user_id, action, category, resource_type,
    resource_id, trace_id, session_id, ip_address, user_agent, metadata
  )
  select
    created_at, received_at, id, organization_id, user_id, action, category, resource_type,
    resource_id, trace_id, session_id, ip_address, user_agent, metadata
  from json_to_recordset(rows) as r (
    created_at timestamptz, received_at timestamptz, id uuid, organization_id uuid, user_id uuid,
    action text, category text, resource_type text, resource_id text, trace_id text,
    session_id text, ip_address inet, user_agent text, metadata jsonb
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_insert_api_requests(rows json)
 RETURNS TABLE(inserted_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into api_metrics (
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, count
  )
  select
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, count
  from json_to_recordset(rows) as r (
    created_at timestamptz, id uuid, endpoint text, method text, status_code smallint,
    response_time_ms double precision, organization_id uuid, user_id uuid, trace_id text,
    count integer
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_customers(organization_rows json, user_rows json, membership_rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into organizations as o (id, external_id, name, plan, seats, locale, created_at)
  select id, external_id, name, plan, seats, locale, created_at
  from json_to_recordset(organization_rows) as r (
    id uuid, external_id text, name text, plan text, seats integer, locale text,
    created_at timestamptz
  )
  order by id
  on conflict (id) do update set
    external_id = coalesce(o.external_id, excluded.external_id),
    name = coalesce(excluded.name, o.name),
    plan = coalesce(excluded.plan, o.plan),
    seats = coalesce(excluded.seats, o.seats),
    locale = coalesce(excluded.locale, o.locale),
    created_at = least(excluded.created_at, o.created_at),
    updated_at = now();

  insert into users as u (id, external_id, name, email, locale, created_at)
  select id, external_id, name, email, locale, created_at
  from json_to_recordset(user_rows) as r (
    id uuid, external_id text, name text, email text, locale text, created_at timestamptz
  )
  order by id
  on conflict (id) do update set
    external_id = coalesce(u.external_id, excluded.external_id),
    name = coalesce(excluded.name, u.name),
    email = coalesce(excluded.email, u.email),
    locale = coalesce(excluded.locale, u.locale),
    created_at = least(excluded.created_at, u.created_at),
    updated_at = now();

  insert into memberships as m (organization_id, user_id, role, created_at, removed_at)
  select organization_id, user_id, role, created_at, removed_at
  from json_to_recordset(membership_rows) as r (
    organization_id uuid, user_id uuid, role text, created_at timestamptz, removed_at timestamptz
  )
  order by organization_id, user_id
  on conflict (organization_id, user_id) do update set
    role = coalesce(excluded.role, m.role),
    created_at = least(excluded.created_at, m.created_at),
    removed_at = excluded.removed_at,
    updated_at = now();
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_logs(rows json)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  with inserted as (
    insert into system_logs (
      created_at, received_at, id, level, source, message, error_type, stack, fingerprint,
      organization_id, user_id, trace_id, session_id, context
    )
    select
      created_at, received_at, id, level, source, message, error_type, stack, fingerprint,
      organization_id, user_id, trace_id, session_id, context
    from json_to_recordset(rows) as r (
      created_at timestamptz, received_at timestamptz, id uuid, level text, source text,
      message text, error_type text, stack text, fingerprint uuid, organization_id uuid,
      user_id uuid, trace_id text, session_id text, context jsonb
    )
    order by created_at, id
    on conflict do nothing
    returning created_at, id, level, source, message, error_type, stack, fingerprint
  ), grouped as (
    insert into error_groups as g (
      fingerprint, error_type, message, source, stack, first_seen_at, last_seen_at, count
    )
    select fingerprint,
      (array_agg(error_type order by created_at desc, id desc))[1],
      (array_agg(message order by created_at desc, id desc))[1],
      (array_agg(source order by created_at desc, id desc))[1],
      (array_agg(stack order by created_at desc, id desc) filter (where stack is not null))[1],
      min(created_at), max(created_at), count(*)
    from inserted
    where fingerprint is not null
    group by fingerprint
    order by fingerprint
    on conflict (fingerprint) do update set
      message = case
        when excluded.last_seen_at >= g.last_seen_at then excluded.message else g.message
      end,
      source = case
        when excluded.last_seen_at >= g.last_seen_at then excluded.source else g.source
      end,
      stack = case
        when excluded.last_seen_at >= g.last_seen_at then coalesce(excluded.stack, g.stack)
        else coalesce(g.stack, excluded.stack)
      end,
      first_seen_at = least(g.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at),
      count = g.count + excluded.count
  ), grouped_by_day as (
    insert into error_groups_daily as d (fingerprint, day, count)
    select fingerprint, (created_at at time zone zone)::date, count(*)
    from inserted
    where fingerprint is not null
    group by 1, 2
    order by 1, 2
    on conflict (fingerprint, day) do update set count = d.count + excluded.count
  ), by_day as (
    insert into system_logs_daily as d (day, level, is_own, count)
    select (created_at at time zone zone)::date, level, source = 'taffrail', count(*)
    from inserted
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (day, level, is_own) do update set count = d.count + excluded.count
  )
  insert into system_logs_quarter_hourly as q (bucket, level, is_own, count)
  select date_bin('15 minutes', created_at, 'epoch'), level, source = 'taffrail', count(*)
  from inserted
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (bucket, level, is_own) do update set count = q.count + excluded.count;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_tell_subscriptions(rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into told_subscriptions (received_at, ordinal, id, organization_id, at, record)
  select received_at, ordinal, id, organization_id, at, record
  from json_to_recordset(rows) as r (
    received_at timestamptz, ordinal integer, id uuid, organization_id uuid, at timestamptz,
    record jsonb
  );

  select enqueue_job('record_told_subscriptions', '{}', 'record_told_subscriptions');
$function$;

CREATE OR REPLACE FUNCTION public.merge_histograms(one bytea, other bytea)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(one)
      union all
      select bucket, count from histogram_cells(other)
    ) as cells
    group by bucket
  ) as merged
  cross join lateral packed_cells(merged.bucket, merged.count) as packed
$function$;

CREATE OR REPLACE FUNCTION public.packed_cells(bucket integer, count bigint)
 RETURNS SETOF bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select substring(
    int8send((bucket::bigint << 20) + least(count - part * 1048575, 1048575)) from 5
  )
  from generate_series(0, (count - 1) / 1048575) as part
$function$;

CREATE OR REPLACE FUNCTION public.record_database_latency(at timestamp with time zone, database text, failures integer, failure text, histogram bytea)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into database_latency_minutely as m (bucket, database, failures, failure, histogram)
  values (date_trunc('minute', $1), $2, $3, $4, $5)
  on conflict (database, bucket) do update set
    failures = m.failures + excluded.failures,
    failure = excluded.failure,
    histogram = merge_histograms(m.histogram, excluded.histogram);

  insert into database_latency_hourly as h (bucket, database, failures, histogram)
  select date_trunc('hour', $1, s.value #>> '{}'), $2, $3, $5
  from settings s where s.key = 'time_zone'
  on conflict (database, bucket) do update set
    failures = h.failures + excluded.failures,
    histogram = merge_histograms(h.histogram, excluded.histogram);
$function$;

grant USAGE on schema public to public;
grant EXECUTE on function enqueue_job(text,json,text) to taffrail_app;
grant USAGE on schema public to taffrail_app;
grant SELECT on table active_organizations_daily to taffrail_app;
grant SELECT on table active_users_daily to taffrail_app;
grant SELECT on table activity_actions to taffrail_app;
grant SELECT on table activity_daily to taffrail_app;
grant SELECT on table activity_hourly to taffrail_app;
grant SELECT on table activity_log to taffrail_app;
grant SELECT on table activity_totals_daily to taffrail_app;
grant SELECT on table activity_totals_quarter_hourly to taffrail_app;
grant INSERT, SELECT, UPDATE on table api_keys to taffrail_app;
grant SELECT on table api_metrics to taffrail_app;
grant SELECT on table api_metrics_daily to taffrail_app;
grant SELECT on table api_metrics_hourly to taffrail_app;
grant SELECT on table api_metrics_minutely to taffrail_app;
grant SELECT on table api_metrics_partials to taffrail_app;
grant SELECT on table api_metrics_weekly to taffrail_app;
grant INSERT, SELECT on table audit_log to taffrail_app;
grant SELECT on table autofix_runs to taffrail_app;
grant SELECT on table database_latency_hourly to taffrail_app;
grant SELECT on table database_latency_minutely to taffrail_app;
grant SELECT on table error_groups to taffrail_app;
grant SELECT on table error_groups_daily to taffrail_app;
grant INSERT, SELECT, UPDATE on table inbox to taffrail_app;
grant SELECT on table integrity_checks to taffrail_app;
grant SELECT on table integrity_progress to taffrail_app;
grant SELECT on table integrity_results to taffrail_app;
grant SELECT on table integrity_runs to taffrail_app;
grant SELECT on table invoices to taffrail_app;
grant SELECT on table load_test_runs to taffrail_app;
grant SELECT on table load_test_samples to taffrail_app;
grant SELECT, UPDATE (baseline_run_id) on table load_tests to taffrail_app;
grant SELECT on table memberships to taffrail_app;
grant INSERT, SELECT, UPDATE on table operator_credentials to taffrail_app;
grant INSERT, SELECT, UPDATE on table operator_invites to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table operator_sessions to taffrail_app;
grant INSERT, SELECT, UPDATE on table operators to taffrail_app;
grant SELECT on table organizations to taffrail_app;
grant SELECT on table record_counts to taffrail_app;
grant SELECT on table revenue_cohorts to taffrail_app;
grant SELECT on table revenue_daily to taffrail_app;
grant SELECT on table revenue_movements to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table saved_views to taffrail_app;
grant INSERT, SELECT, UPDATE on table settings to taffrail_app;
grant INSERT, SELECT, UPDATE on table sources to taffrail_app;
grant SELECT on table subscriptions to taffrail_app;
grant SELECT on table system_logs to taffrail_app;
grant SELECT on table system_logs_daily to taffrail_app;
grant SELECT on table system_logs_quarter_hourly to taffrail_app;
grant SELECT, UPDATE (failed_at, failure) on table told_subscriptions to taffrail_app;
grant SELECT on table users to taffrail_app;
grant EXECUTE on function ingest_add_stubs(uuid[],text[],timestamp with time zone[],uuid[],text[],timestamp with time zone[]) to taffrail_ingest;
grant EXECUTE on function ingest_claim_batches(uuid[],text[],bytea[],jsonb[],timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_count_activity(timestamp with time zone[],uuid[],text[],text[],bigint[],timestamp with time zone[],timestamp with time zone[],uuid[],uuid[],bigint[],timestamp with time zone[],timestamp with time zone[],timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_count_api_requests(json) to taffrail_ingest;
grant EXECUTE on function ingest_insert_activity(json) to taffrail_ingest;
grant EXECUTE on function ingest_insert_api_requests(json) to taffrail_ingest;
grant EXECUTE on function ingest_record_customers(json,json,json) to taffrail_ingest;
grant EXECUTE on function ingest_record_logs(json) to taffrail_ingest;
grant EXECUTE on function ingest_tell_subscriptions(json) to taffrail_ingest;
grant USAGE on schema public to taffrail_ingest;
grant INSERT on table activity_log to taffrail_ingest;
grant INSERT on table api_metrics to taffrail_ingest;
grant USAGE on schema public to taffrail_member;
grant SELECT on table active_users_daily to taffrail_member;
grant SELECT on table activity_daily to taffrail_member;
grant SELECT on table activity_hourly to taffrail_member;
grant SELECT (action, category, created_at, id, metadata, organization_id, resource_id, resource_type, user_id) on table activity_log to taffrail_member;
grant SELECT (created_at, organization_id, removed_at, role, user_id) on table memberships to taffrail_member;
grant SELECT (created_at, external_id, id, locale, name, plan, seats) on table organizations to taffrail_member;
grant SELECT (external_id, id, name) on table users to taffrail_member;
