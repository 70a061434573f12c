-- The console itself: who signs in, with which keys, and what they did.

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table operators (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null check (role in ('owner', 'operator', 'finance', 'support', 'viewer')),
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  disabled_at timestamptz
);
create unique index operators_email on operators (lower(email));

create table operator_credentials (
  operator_id uuid primary key references operators on delete cascade,
  -- PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$hash
  password_hash text not null,
  updated_at timestamptz not null default now()
);

create table operator_sessions (
  -- SHA-256 of the cookie's token: a copy of this table opens no session.
  token_hash bytea primary key,
  operator_id uuid not null references operators on delete cascade,
  ip_address inet,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index operator_sessions_operator on operator_sessions (operator_id);
create index operator_sessions_expiry on operator_sessions (expires_at);

create table operator_invites (
  id uuid primary key,
  token_hash bytea not null unique,
  email text not null,
  role text not null check (role in ('owner', 'operator', 'finance', 'support', 'viewer')),
  invited_by uuid not null references operators,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);

create table api_keys (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('ingest', 'api')),
  scopes text[] not null default '{}',
  role text check (role in ('operator', 'finance', 'support', 'viewer')),
  prefix text not null,
  -- SHA-256: keys are random, so a slow hash would only slow ingest down.
  key_hash bytea not null unique,
  -- The first key, sealed with TAFFRAIL_SECRET, so that the first steps can show it; cleared when
  -- the first event arrives.
  sealed_key bytea,
  origin text not null check (origin in ('first_start', 'environment', 'operator')),
  created_by uuid references operators,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check ((kind = 'api') = (role is not null))
);

create table audit_log (
  created_at timestamptz not null,
  id uuid not null,
  action text not null,
  actor_kind text not null check (actor_kind in ('operator', 'api_key', 'system')),
  actor_id uuid,
  actor_label text not null,
  target_type text,
  target_id text,
  before jsonb,
  after jsonb,
  ip_address inet,
  request_id text,
  primary key (created_at, id)
);
create index audit_log_actor on audit_log (actor_id, created_at desc);
create index audit_log_target on audit_log (target_id, created_at desc);
create index audit_log_action on audit_log (action text_pattern_ops, created_at desc);

create table saved_views (
  id uuid primary key,
  operator_id uuid not null references operators on delete cascade,
  page text not null,
  name text not null,
  shared boolean not null,
  search text not null,
  created_at timestamptz not null,
  unique (operator_id, page, name)
);
create index saved_views_page on saved_views (page) where shared;
