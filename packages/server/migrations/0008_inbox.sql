-- What other systems send: who they are, and every delivery as it came.

create table sources (
  id uuid primary key,
  -- Which driver reads what it sends.
  kind text not null,
  name text not null,
  prefix text not null,
  -- SHA-256 of the key in its address; keys are random.
  key_hash bytea not null unique,
  -- What it signs with, sealed with TAFFRAIL_SECRET: the sender's own, where it gives one.
  sealed_secret bytea,
  created_by uuid references operators,
  created_at timestamptz not null,
  removed_at timestamptz
);

create table inbox (
  received_at timestamptz(3) not null,
  id uuid not null,
  kind text not null,
  -- The source, or the ingest key that stood in the address.
  source_id uuid,
  api_key_id uuid,
  -- The sender's own id of the delivery, where it has one.
  delivery_id text,
  -- Of the address behind the key: ?exit_code=99.
  query jsonb not null,
  -- Without those that carry keys or signatures.
  headers jsonb not null,
  -- Unpacked, otherwise as it was sent: signatures are over these bytes.
  body bytea not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'done', 'ignored', 'poisoned')),
  -- Why it was ignored or cannot be read; the last failure of one that is tried again.
  reason text,
  attempts integer not null default 0,
  processed_at timestamptz,
  primary key (received_at, id),
  check (num_nonnulls(source_id, api_key_id) = 1)
) partition by range (received_at);
create index inbox_delivery on inbox (delivery_id) where delivery_id is not null;
create index inbox_source on inbox (source_id, received_at desc);
create index inbox_state on inbox (state, received_at desc) where state in ('waiting', 'poisoned');

-- The one way in which a process that is not a worker adds a job: graphile-worker's own tables are
-- for the owner alone.
create function enqueue_job(task text, payload json, job_key text default null) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => job_key);
end
$$;
