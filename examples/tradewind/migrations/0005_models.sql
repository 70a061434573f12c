-- What models made of results: their order, and a line to begin with.
alter table companies
  -- 1 is what fits best; null where nobody ranked.
  add column rank integer;

alter table contacts
  -- Of the headhunt that found the contact.
  add column headhunt_id uuid,
  add column rank integer,
  -- How one might begin to write to them.
  add column opening text;
