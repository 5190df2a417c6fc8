-- What is told to those outside (VIEW-8): pages, what responders write on them, and who asked to be told.
create table status_pages (
  id uuid primary key,
  -- The address: /status/<name>.
  name text not null,
  -- As it was declared, with the ids of services in place of their names.
  definition jsonb not null,
  -- The services that it shows.
  service_ids uuid[] not null,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create unique index status_pages_name on status_pages (name) where removed_at is null;

-- One thing said of one incident on one page.
create table status_posts (
  id uuid primary key,
  page_id uuid not null references status_pages (id),
  incident_id uuid not null references incidents (id),
  at timestamptz(3) not null,
  state text not null,
  title text not null,
  says text not null,
  -- The services that it names, as they are shown there.
  service_ids uuid[] not null,
  -- Null for what a page says by itself.
  written_by text,
  withdrawn_at timestamptz(3),
  -- How far its subscribers have been told, in the order of their ids; and when all were.
  told_to uuid,
  told_at timestamptz(3)
);
-- The newest of a page, and those of a month.
create index status_posts_page on status_posts (page_id, at);
-- Foreign key: what was said of an incident.
create index status_posts_incident on status_posts (incident_id, at);
-- Holds only what subscribers have not been told.
create index status_posts_untold on status_posts (at) where told_at is null;

create table status_subscribers (
  id uuid primary key,
  page_id uuid not null references status_pages (id),
  kind text not null check (kind in ('email', 'webhook')),
  address text not null,
  asked_at timestamptz(3) not null,
  -- Null until whoever reads there has said so.
  confirmed_at timestamptz(3)
);
create unique index status_subscribers_address on status_subscribers (page_id, kind, lower(address));
-- Those that are told, in the order in which they are.
create index status_subscribers_confirmed on status_subscribers (page_id, id) where confirmed_at is not null;
-- Those that never confirmed, the oldest first.
create index status_subscribers_pending on status_subscribers (asked_at) where confirmed_at is null;
