-- Tradewind: exporters (organizations) look for companies abroad that may buy from them.

create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  country text not null,
  time_zone text not null,
  locale text not null,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique,
  name text not null,
  -- Null until an invitation is accepted.
  password_hash text,
  created_at timestamptz not null default now()
);

-- user_id is not declared as a foreign key: a user who deletes the account leaves rows behind.
create table members (
  organization_id uuid not null references organizations on delete cascade,
  user_id uuid not null,
  role text not null check (role in ('owner', 'researcher', 'seller', 'viewer')),
  invite_token text unique,
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index members_user on members (user_id);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  user_id uuid not null references users on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 days'
);
create index sessions_user on sessions (user_id);
create index sessions_organization on sessions (organization_id);

-- One row for each plan that an organization has had; the current one has not ended.
create table subscriptions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  plan text not null check (plan in ('free', 'starter', 'pro', 'team')),
  monthly_usd numeric(10, 2) not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index subscriptions_current on subscriptions (organization_id) where ended_at is null;

-- Kept when the organization is closed, as the law asks, and so not declared as a foreign key.
create table invoices (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  organization_id uuid not null,
  description text not null,
  amount_usd numeric(10, 2) not null,
  state text not null default 'sent' check (state in ('sent', 'paid')),
  issued_at timestamptz not null default now(),
  paid_at timestamptz
);
create index invoices_organization on invoices (organization_id, issued_at desc);

-- The balance is the sum: what was granted and bought, less what was used.
create table credit_entries (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  amount integer not null check (amount <> 0),
  reason text not null check (reason in ('grant', 'purchase', 'discovery', 'headhunt', 'batch', 'contact')),
  resource_id uuid,
  created_at timestamptz not null default now()
);
create index credit_entries_organization on credit_entries (organization_id, created_at desc);

create table discoveries (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  started_by uuid references users on delete set null,
  keyword text not null,
  country text not null,
  industry text not null,
  state text not null default 'running' check (state in ('running', 'completed', 'failed')),
  found integer,
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index discoveries_organization on discoveries (organization_id, created_at desc);
create index discoveries_user on discoveries (started_by);

-- What discoveries found. An organization has a company once, however often it is found.
create table companies (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  discovery_id uuid references discoveries on delete set null,
  catalogue_id text not null,
  name text not null,
  country text not null,
  industry text not null,
  website text not null,
  -- Both null until somebody opens the company and the catalogue is asked.
  employees integer,
  profile text,
  created_at timestamptz not null default now(),
  unique (organization_id, catalogue_id)
);
create index companies_organization on companies (organization_id, created_at desc);
create index companies_discovery on companies (discovery_id);

create table headhunts (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  company_id uuid not null references companies on delete cascade,
  started_by uuid references users on delete set null,
  position text not null,
  state text not null default 'running' check (state in ('running', 'completed')),
  found integer,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index headhunts_organization on headhunts (organization_id, created_at desc);
create index headhunts_company on headhunts (company_id);
create index headhunts_user on headhunts (started_by);

create table contacts (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  company_id uuid not null references companies on delete cascade,
  name text not null,
  position text not null,
  email text not null,
  -- The address is shown from here on; showing it costs a credit.
  revealed_at timestamptz,
  created_at timestamptz not null default now(),
  unique (company_id, email)
);
create index contacts_organization on contacts (organization_id, created_at desc);

create table leads (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  company_id uuid not null references companies on delete cascade,
  owner_id uuid references users on delete set null,
  stage text not null default 'new' check (stage in ('new', 'contacted', 'negotiating', 'won', 'lost')),
  value_usd numeric(12, 2),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, company_id)
);
create index leads_organization on leads (organization_id, updated_at desc);
create index leads_company on leads (company_id);
create index leads_owner on leads (owner_id);

create table interactions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  lead_id uuid not null references leads on delete cascade,
  user_id uuid references users on delete set null,
  kind text not null check (kind in ('call', 'email', 'meeting', 'sample')),
  note text not null,
  created_at timestamptz not null default now()
);
create index interactions_lead on interactions (lead_id, created_at desc);
create index interactions_organization on interactions (organization_id);
create index interactions_user on interactions (user_id);

create table tasks (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  lead_id uuid not null references leads on delete cascade,
  user_id uuid references users on delete set null,
  title text not null,
  due_at timestamptz not null,
  completed_at timestamptz,
  created_at timestamptz not null default now()
);
create index tasks_organization on tasks (organization_id, due_at) where completed_at is null;
create index tasks_lead on tasks (lead_id);
create index tasks_user on tasks (user_id);

-- Many companies looked up at once.
create table batches (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  started_by uuid references users on delete set null,
  company_ids uuid[] not null,
  state text not null default 'running' check (state in ('running', 'completed', 'failed')),
  looked_up integer not null default 0,
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index batches_organization on batches (organization_id, created_at desc);
create index batches_user on batches (started_by);

create table tickets (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  opened_by uuid references users on delete set null,
  subject text not null,
  body text not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index tickets_organization on tickets (organization_id, created_at desc);
create index tickets_user on tickets (opened_by);

-- The work behind discoveries, headhunts and batches, and for whom it is done.
create table jobs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations on delete cascade,
  user_id uuid references users on delete set null,
  session_id text,
  trace_id text,
  kind text not null check (kind in ('discovery', 'headhunt', 'batch')),
  resource_id uuid not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index jobs_organization on jobs (organization_id, created_at desc);
create index jobs_waiting on jobs (created_at) where state in ('queued', 'running');
create index jobs_user on jobs (user_id);
