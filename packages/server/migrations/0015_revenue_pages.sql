-- What the product told of its subscriptions and nobody has computed with yet. Ingest reads
-- nothing: it leaves the records here, and a job takes them out in the transaction that counts them.
create table told_subscriptions (
  received_at timestamptz not null,
  -- Its place in the transaction that stored it: of one moment, what was told last counts.
  ordinal integer not null,
  id uuid not null,
  organization_id uuid not null,
  at timestamptz not null,
  -- As it crossed the wire (contract/ingest.ts), checked.
  record jsonb not null,
  primary key (received_at, ordinal, id)
);

create function ingest_tell_subscriptions(rows json) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into told_subscriptions (received_at, ordinal, id, organization_id, at, record)
  select received_at, ordinal, id, organization_id, at, record
  from json_to_recordset(rows) as r (
    received_at timestamptz, ordinal integer, id uuid, organization_id uuid, at timestamptz,
    record jsonb
  );

  select enqueue_job('record_told_subscriptions', '{}', 'record_told_subscriptions');
$$;

-- How far back the history was seen, and not concluded from invoices.
create index revenue_movements_reconstructed on revenue_movements (day) where is_reconstructed;
