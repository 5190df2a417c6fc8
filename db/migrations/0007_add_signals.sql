-- Alerts of others than checks: of tools outside, and of Plimsoll itself (ALR-1).
alter table alerts alter column check_id drop not null;
-- Null for what is of no service that is known here: the policy of last resort is followed.
alter table alerts alter column service_id drop not null;
-- Who says it: `check`, `meta`, or the name of a declared source.
alter table alerts add column source text not null default 'check';
-- What is kept of it as its source says it: title, labels, link, when it was heard and by when it must be heard again.
alter table alerts add column signal jsonb;
alter table alerts add constraint alerts_said_by check ((signal is null) = (check_id is not null));

-- Tools outside whose alerts are taken: how they are read, the hash of their token beside it.
alter table routing_items drop constraint routing_items_kind_check;
alter table routing_items add constraint routing_items_kind_check
  check (kind in ('channel', 'team', 'contact', 'schedule', 'policy', 'definition', 'window', 'source'));

-- When it was last declared differently: what calendars are told of an event's age.
alter table routing_items add column changed_at timestamptz(3);
update routing_items set changed_at = created_at;
alter table routing_items alter column changed_at set default now(), alter column changed_at set not null;

-- Links by which calendars read who is on call (ALR-7). What opens one follows from its id and PLIMSOLL_SECRET, and is not kept.
create table calendar_feeds (
  id uuid primary key,
  -- It ends with whoever made it.
  person_id uuid not null references people (id) on delete cascade,
  -- By name; null for all turns of that person.
  schedule text,
  made_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
-- One at a time for each person and schedule.
create unique index calendar_feeds_once on calendar_feeds (person_id, coalesce(schedule, '')) where revoked_at is null;

-- The list of what one source reported, newest first.
create index alerts_source_newest on alerts (source, started_at, id) where signal is not null;
