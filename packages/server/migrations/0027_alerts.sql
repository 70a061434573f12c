-- Alerts: the problems that sources tell of, each once, and everything that was told of them.

create table alerts (
  id uuid primary key,
  source_kind text not null check (
    source_kind in ('alertmanager', 'sentry', 'github', 'generic', 'check', 'heartbeat')
  ),
  -- Of `sources`, of the ingest key that stood in the address, or of the check.
  source_id uuid not null,
  -- As it was called last.
  source_name text not null,
  -- What the source tells it apart from its others by; a digest where that is long.
  fingerprint text collate "C" not null,
  name text not null,
  severity text not null check (severity in ('critical', 'warning', 'info')),
  status text not null check (status in ('firing', 'resolved')),
  description text,
  labels jsonb not null,
  annotations jsonb not null,
  service text,
  group_key text,
  url text,
  is_acknowledged_by_sender boolean not null,
  -- When it began to fire, this time or the last; and when it ended.
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  -- Of one that somebody resolved here: who, as the audit log names them.
  resolved_by_id uuid,
  resolved_by text,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  -- When the report was received, or the operator acted, that says how it stands.
  settled_at timestamptz(3) not null,
  -- How often it was told as firing.
  occurrences bigint not null,
  -- When it began to fire the last times, oldest first, as far as that tells whether it flaps.
  recent_starts timestamptz(3)[] not null,
  flapping_until timestamptz(3),
  -- Whether it ever became part of an incident; of which one, incident_alerts says.
  is_grouped boolean not null,
  -- The alert's own, else that of the first run that was started for it.
  trace_id text,
  -- Where the body of the latest report lies, of those that came by a webhook.
  delivery_id uuid,
  -- Goes up with each change of what operators act upon.
  version integer not null,
  unique (source_kind, source_id, fingerprint),
  check ((status = 'firing') = (ended_at is null)),
  check (resolved_by is null or status = 'resolved')
) with (fillfactor = 70); -- Room for heap-only updates of what is told again.
create index alerts_latest on alerts (started_at desc, id desc);
create index alerts_status on alerts (status, started_at desc, id desc);
create index alerts_severity on alerts (severity, started_at desc, id desc);
create index alerts_source on alerts (source_id, started_at desc, id desc);
create index alerts_service on alerts (service, started_at desc, id desc) where service is not null;
create index alerts_name on alerts (name, started_at desc, id desc);
create index alerts_ungrouped on alerts (started_at desc, id desc) where not is_grouped;
create index alerts_trace on alerts (trace_id, started_at desc, id desc) where trace_id is not null;
create index alerts_flapping on alerts (started_at desc, id desc) where flapping_until is not null;

-- Each report of an alert, and what it changed.
create table alert_events (
  -- When the report was received.
  created_at timestamptz(3) not null,
  id uuid not null,
  alert_id uuid not null,
  -- Of the report: read again, it changes nothing.
  event_key text collate "C",
  kind text not null
    check (kind in ('opened', 'reopened', 'resolved', 'changed', 'repeated', 'late')),
  -- As the report has them.
  status text not null check (status in ('firing', 'resolved')),
  severity text not null check (severity in ('critical', 'warning', 'info')),
  -- What changed: an array of { field, before, after }.
  changes jsonb not null default '[]',
  -- Whether something was done about it.
  matters boolean not null,
  -- Who did it here; null of what a source told.
  actor text,
  -- The run that it started, or that took it along.
  run_id uuid,
  primary key (created_at, id)
) partition by range (created_at);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index alert_events_alert on alert_events (alert_id, created_at desc nulls last);
create index alert_events_key on alert_events (event_key) where event_key is not null;
