-- The customers of the product and their people. Telemetry has no foreign keys to them: a record
-- that names an unknown organization or user leaves a stub here in the same transaction.

create table organizations (
  id uuid primary key,
  external_id text unique,
  name text,
  plan text,
  seats integer,
  locale text,
  created_at timestamptz not null,
  updated_at timestamptz not null default now()
);
create index organizations_name on organizations (lower(name) text_pattern_ops, id);

create table users (
  id uuid primary key,
  external_id text unique,
  name text,
  email text,
  locale text,
  created_at timestamptz not null,
  updated_at timestamptz not null default now()
);
create index users_name on users (lower(name) text_pattern_ops, id);
create index users_email on users (lower(email) text_pattern_ops);

create table memberships (
  organization_id uuid not null,
  user_id uuid not null,
  role text,
  created_at timestamptz not null,
  removed_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index memberships_user on memberships (user_id);
