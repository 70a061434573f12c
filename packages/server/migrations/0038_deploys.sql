-- Deploys that are over, for ever, and the commits that came with each.

create table deploys (
  id uuid primary key,
  -- By which it is recognised: the sender's own id, or commit, environment and time.
  external_id text collate "C" not null unique,
  finished_at timestamptz(3) not null,
  received_at timestamptz not null,
  status text not null check (status in ('succeeded', 'failed')),
  sha text collate "C" not null,
  environment text not null,
  -- Whether users meet it.
  is_production boolean not null,
  repository text,
  version text,
  url text,
  -- Whether all that came with it was told: then what is not among it did not.
  lists_commits boolean not null
);
create index deploys_latest on deploys (finished_at desc, id desc);
create index deploys_environment on deploys (environment, finished_at desc, id desc);
create index deploys_production on deploys (finished_at desc, id desc) where is_production;
-- Whether anything reached users since a moment, and whether that may have been anything at all.
create index deploys_of_repository on deploys (repository, finished_at)
  where is_production and status = 'succeeded';
create index deploys_unlisted on deploys (repository, finished_at)
  where is_production and status = 'succeeded' and not lists_commits;
create index deploys_unlisted_anywhere on deploys (finished_at)
  where is_production and status = 'succeeded' and not lists_commits;

create table deploy_commits (
  deploy_id uuid not null references deploys on delete cascade,
  sha text collate "C" not null,
  primary key (deploy_id, sha)
);
-- Some tell commits whole, others as git shortens them: those that begin alike are compared.
create index deploy_commits_sha on deploy_commits (left(sha, 7));

-- What is told again later takes the place of what came of it before; its commit and environment stay.
create function ingest_record_deploys(rows json) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with told as (
    select distinct on (external_id) *
    from json_to_recordset(rows) as r (
      id uuid, external_id text, finished_at timestamptz, received_at timestamptz, status text,
      sha text, environment text, is_production boolean, repository text, version text, url text,
      commits text[], lists_commits boolean
    )
    order by external_id, finished_at desc
  ), saved as (
    insert into deploys (id, external_id, finished_at, received_at, status, sha, environment,
      is_production, repository, version, url, lists_commits)
    select id, external_id, finished_at, received_at, status, sha, environment, is_production,
      repository, version, url, lists_commits
    from told
    on conflict (external_id) do update set
      finished_at = excluded.finished_at, received_at = excluded.received_at,
      status = excluded.status, version = coalesce(excluded.version, deploys.version),
      url = coalesce(excluded.url, deploys.url),
      lists_commits = deploys.lists_commits or excluded.lists_commits
    where deploys.finished_at <= excluded.finished_at
    returning id, external_id
  )
  insert into deploy_commits (deploy_id, sha)
  select saved.id, commit from saved join told using (external_id), unnest(told.commits) as commit
  on conflict do nothing;
$$;

-- Whether the issue of Sentry that an agent mended has come back: by its id, or by its short one.
create index alerts_sentry_issue on alerts (fingerprint) where source_kind = 'sentry';
create index alerts_sentry_short_id on alerts ((annotations ->> 'issue'))
  where source_kind = 'sentry';
