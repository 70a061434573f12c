-- The customers of the product and their people. Telemetry has no foreign keys to them: a record
-- that names an unknown organization or user leaves a stub here in the same transaction.
-- What is listed and searched by its beginning is sorted by code points, the same on every machine.

create table organizations (
  id uuid primary key,
  external_id text collate "C" unique,
  name text,
  plan text,
  seats integer,
  locale text,
  created_at timestamptz not null,
  updated_at timestamptz not null default now()
);
create index organizations_name on organizations (lower(name) collate "C", id);

create table users (
  id uuid primary key,
  external_id text collate "C" unique,
  name text,
  email text,
  locale text,
  created_at timestamptz not null,
  updated_at timestamptz not null default now()
);
create index users_name on users (lower(name) collate "C", id);
create index users_email on users (lower(email) collate "C", id);

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
