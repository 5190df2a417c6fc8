-- Who is told, what was told, and whether it arrived (ALR-5).

-- What is declared for paging, one row a thing, by kind: channels, contacts, teams, schedules, policies, definitions and windows.
create table routing_items (
  id uuid primary key,
  kind text not null check (kind in ('channel', 'team', 'contact', 'schedule', 'policy', 'definition', 'window')),
  name text not null,
  -- Secret leaves are sealed: {"$sealed": "…"}.
  definition jsonb not null,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
-- A name may be used again after its bearer was removed; read whole whenever the engine starts.
create unique index routing_items_name on routing_items (kind, name) where removed_at is null;

create table silences (
  id uuid primary key,
  matcher jsonb not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null,
  reason text not null,
  "by" text not null,
  by_id text not null,
  ended_at timestamptz(3),
  ended_by text,
  check (from_at < to_at)
);
-- Those that hold or will; what was ended early is left out at once, what has run out is skipped by its end.
create index silences_current on silences (to_at) where ended_at is null;
-- The list of silences, newest first.
create index silences_newest on silences (from_at, id);

-- How far the telling of each incident has come: a Page of server/alerts/model.ts.
create table pages (
  incident_id uuid primary key references incidents (id),
  state jsonb not null,
  -- When it is to be looked at again; null when nothing more can fall due.
  next_at timestamptz(3)
);
-- Read whenever the engine starts; partial, so that it stays as small as the number of open incidents.
create index pages_open on pages (next_at) where next_at is not null;

-- The outbox: one message to one recipient, committed with what it tells of.
create table notices (
  id uuid primary key,
  -- The same however often it is decided: whoever inserts it a second time changes nothing.
  key text not null unique,
  -- No foreign key: while Postgres is away, what was told is stored on return, perhaps before the incident is.
  incident_id uuid,
  kind text not null,
  channel text not null,
  address text,
  person text,
  -- Channel and address in one: what one mailbox or room gets is sent one after the other.
  lane text not null,
  -- The person, or the lane where there is none: whom messages must not become too many for.
  reader text not null,
  -- All messages of one incident to one lane: a resolve never overtakes its page.
  thread text not null,
  -- Pages before all else, and the gravest first.
  urgency smallint not null,
  severity text not null,
  -- Among equals, what costs more goes first (ALR-10).
  loss_per_minute double precision not null default 0,
  facts jsonb not null,
  at timestamptz(3) not null,
  -- When it is to be taken next. While it is being sent, this is when whoever took it must have been killed.
  due_at timestamptz(3) not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'dead', 'bundled')),
  attempts integer not null default 0,
  delivered_at timestamptz(3),
  says text,
  -- What the other side calls the message.
  ref text,
  bundle_of uuid
);
-- What is due, and when the next is. These two hold only what is not settled, however long the history.
create index notices_due on notices (due_at) where state in ('waiting', 'sending');
-- Whether something earlier of the same thread is still to be sent; and everything of a machine's lane, or of another's.
create index notices_thread on notices (thread, at, id) where state in ('waiting', 'sending');
create index notices_lane on notices (lane, at, id) where state in ('waiting', 'sending');
-- What the first message of a thread is called at the other side.
create index notices_refs on notices (thread, at) where ref is not null;
-- How much a reader was told in the last hour.
create index notices_told on notices (reader, delivered_at) where state = 'delivered';
-- Whom an incident was told, on its page.
create index notices_incident on notices (incident_id, at) where incident_id is not null;
-- What went into a bundle, on the page of its message.
create index notices_bundle on notices (bundle_of) where bundle_of is not null;
-- The delivery log newest first, all of it and of one channel.
create index notices_newest on notices (at, id);
create index notices_channel on notices (channel, at, id);
-- Dead letters newest first, and how many there are.
create index notices_dead on notices (at, id) where state = 'dead';

-- Each attempt with its answer.
create table deliveries (
  id uuid primary key,
  notice_id uuid not null references notices (id) on delete cascade,
  at timestamptz(3) not null,
  outcome text not null check (outcome in ('delivered', 'retry', 'refused')),
  says text not null,
  took_ms integer not null,
  -- Of HTTP; null where nothing of the kind was answered.
  status smallint,
  -- By which it went: the notice's own, or the fallback.
  channel text not null
);
-- The attempts of one notice in their order, and the foreign key.
create index deliveries_notice on deliveries (notice_id, at);
