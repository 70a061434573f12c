-- Who may do what, whole, in one place. Not a numbered migration: it is applied again whenever it
-- or the names of the roles change. :app, :ingest and :member stand for the login roles.

-- No role starts with anything.
revoke all on all tables in schema public from public, :app, :ingest, :member;
revoke all on all functions in schema public from public, :app, :ingest, :member;
revoke create on schema public from public;
grant usage on schema public to :app, :ingest, :member;

-- Operators: the application checks their permissions. Telemetry is read-only for them, and the
-- audit log is never rewritten.
grant select on
  activity_log, activity_actions, activity_hourly, activity_daily, active_users_daily,
  activity_totals_quarter_hourly, activity_totals_daily, active_organizations_daily,
  api_metrics, api_metrics_partials, api_metrics_minutely, api_metrics_hourly, api_metrics_daily,
  api_metrics_weekly,
  system_logs, system_logs_quarter_hourly, system_logs_daily, error_groups, error_groups_daily,
  database_latency_minutely, database_latency_hourly,
  organizations, users, memberships, autofix_runs, invoices,
  subscriptions, subscription_events, revenue_movements, revenue_daily, revenue_cohorts,
  revenue_groups
to :app;
grant select on
  record_counts, integrity_checks, integrity_results, integrity_runs, integrity_progress
to :app;
grant select on
  ai_job_runs, usage_hourly, usage_daily, usage_totals_daily, usage_organizations_daily,
  usage_user_daily, usage_errors_daily
to :app;
grant select, insert, update on settings, operators, operator_credentials, api_keys,
  operator_invites, sources, inbox to :app;
grant select on
  search_terms, search_term_organizations, searches_daily, search_terms_daily, search_terms_weekly,
  search_pairs_daily
to :app;
grant update (merged_into) on search_terms to :app;
grant select on
  pipelines, pipeline_stages, pipeline_runs, stage_executions, scores, stage_executions_hourly,
  stage_executions_daily
to :app;
grant select on alert_runs, alert_run_starts to :app;
grant insert, update on alert_runs to :app;
grant insert on alert_run_starts to :app;
grant execute on function record_alert_runs to :app;
grant select on spans, span_resources to :app;
grant select on deploys, deploy_commits to :app;
grant select on model_prices, recostings, budgets to :app;
grant insert, update (effective_to, replaced_at) on model_prices to :app;
grant insert, update on recostings to :app;
grant select, delete on recosting_changes to :app;
grant insert, update, delete on budgets to :app;
grant select on load_tests, load_test_runs, load_test_samples, load_test_failures to :app;
grant update (baseline_run_id) on load_tests to :app;
grant select, update (failed_at, failure) on told_subscriptions to :app;
grant select on analysis_runs, analysis_runs_daily to :app;
grant update (rating, rating_reason, rated_at, rated_by, version) on analysis_runs to :app;
grant select, insert on bulk_actions, bulk_action_rows to :app;
grant update (state, finished_at, cancelled_by) on bulk_actions to :app;
grant select, insert, update on notification_channels to :app;
grant select, insert on notifications to :app;
-- What came of a test.
grant update (state, reason, failure, external_id, ended_at, duration_ms) on notifications to :app;
grant select, insert, update, delete on notification_routes to :app;
grant select, update on alerts to :app;
grant select, insert on alert_events to :app;
grant select, insert, update on incidents, incident_keys to :app;
grant select, insert, update, delete on incident_alerts to :app;
grant select, insert on incident_events to :app;
grant execute on function enqueue_job to :app;
grant select, insert, update, delete on operator_sessions, saved_views to :app;
grant select, insert on audit_log to :app;
grant select on
  checks, check_states, check_runs, check_runs_hourly, check_runs_daily, heartbeats,
  heartbeat_pings
to :app;
grant insert, update on checks, check_states, heartbeats to :app;
grant insert on heartbeat_pings to :app;

-- Ingest: inserts, and counts through functions; reads nothing.
grant insert on activity_log, api_metrics to :ingest;
grant execute on function
  ingest_record_logs, ingest_count_searches,
  ingest_claim_batches, ingest_add_stubs, ingest_record_customers, ingest_insert_activity,
  ingest_count_activity, ingest_insert_api_requests, ingest_count_api_requests,
  ingest_tell_subscriptions, ingest_record_deploys, ingest_record_ai_jobs, ingest_record_pipelines,
  ingest_lock_traces, ingest_record_spans, ingest_known_request_spans, ingest_settle_ai_jobs
to :ingest;

-- Members of customer organizations: what is theirs, without what identifies a device.
grant select (id, external_id, name, plan, seats, locale, created_at) on organizations to :member;
grant select (id, external_id, name) on users to :member;
grant select (organization_id, user_id, role, created_at, removed_at) on memberships to :member;
grant select (
  created_at, id, organization_id, user_id, action, category, resource_type, resource_id, metadata
) on activity_log to :member;
grant select on activity_hourly, activity_daily, active_users_daily to :member;

-- Row-level security: enabled, not forced, so that the owner's back-fills and dumps see everything.
alter table organizations enable row level security;
alter table users enable row level security;
alter table memberships enable row level security;
alter table activity_log enable row level security;
alter table api_metrics enable row level security;
alter table activity_hourly enable row level security;
alter table activity_daily enable row level security;
alter table active_users_daily enable row level security;

drop policy if exists operators_see_all on organizations;
drop policy if exists operators_see_all on users;
drop policy if exists operators_see_all on memberships;
drop policy if exists operators_see_all on activity_log;
drop policy if exists operators_see_all on api_metrics;
drop policy if exists operators_see_all on activity_hourly;
drop policy if exists operators_see_all on activity_daily;
drop policy if exists operators_see_all on active_users_daily;
create policy operators_see_all on organizations to :app using (true);
create policy operators_see_all on users to :app using (true);
create policy operators_see_all on memberships to :app using (true);
create policy operators_see_all on activity_log to :app using (true);
create policy operators_see_all on api_metrics to :app using (true);
create policy operators_see_all on activity_hourly to :app using (true);
create policy operators_see_all on activity_daily to :app using (true);
create policy operators_see_all on active_users_daily to :app using (true);

-- The organization is set locally in each transaction, by the server, before any query; unset
-- means no rows.
drop policy if exists members_see_their_own on organizations;
drop policy if exists members_see_their_own on users;
drop policy if exists members_see_their_own on memberships;
drop policy if exists members_see_their_own on activity_log;
drop policy if exists members_see_their_own on activity_hourly;
drop policy if exists members_see_their_own on activity_daily;
drop policy if exists members_see_their_own on active_users_daily;
create policy members_see_their_own on organizations to :member
  using (id = nullif(current_setting('taffrail.organization_id', true), '')::uuid);
create policy members_see_their_own on users to :member
  using (exists (select 1 from memberships m where m.user_id = users.id
    and m.organization_id = nullif(current_setting('taffrail.organization_id', true), '')::uuid));
create policy members_see_their_own on memberships to :member
  using (organization_id = nullif(current_setting('taffrail.organization_id', true), '')::uuid);
create policy members_see_their_own on activity_log to :member
  using (organization_id = nullif(current_setting('taffrail.organization_id', true), '')::uuid);
create policy members_see_their_own on activity_hourly to :member
  using (organization_id = nullif(current_setting('taffrail.organization_id', true), '')::uuid);
create policy members_see_their_own on activity_daily to :member
  using (organization_id = nullif(current_setting('taffrail.organization_id', true), '')::uuid);
create policy members_see_their_own on active_users_daily to :member
  using (organization_id = nullif(current_setting('taffrail.organization_id', true), '')::uuid);
