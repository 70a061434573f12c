-- How the bodies of a generic source become alerts, where somebody has said it.

alter table sources
  add column mapping jsonb,
  add column mapping_version integer not null default 0;
