-- What is promised to customers, and what is owed when it is not kept (IMP-6).
create table contracts (
  id uuid primary key,
  name text not null,
  title text not null,
  customer text not null,
  currency text not null,
  monthly_fee_minor bigint not null,
  -- 0..1: the share of the month in which it must work.
  sla double precision not null,
  service_ids uuid[] not null,
  time_zone text not null,
  maintenance text not null,
  -- [{below, credit}], both 0..1.
  tiers jsonb not null,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create unique index contracts_name on contracts (name) where removed_at is null;
