-- The story in tables: what is watched, what was seen, what it meant, who worked on it.
-- Times are parameters, never now(); money is integer minor units; ids are made by the application (UUID version 7).

create table services (
  id uuid primary key,
  name text not null,
  title text not null,
  tier smallint not null,
  owner text,
  depends_on uuid[] not null default '{}',
  runbook text,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
-- A name may be used again after its bearer was removed; its history stays with the old id.
create unique index services_name on services (name) where removed_at is null;

create table checks (
  id uuid primary key,
  no integer generated always as identity unique,
  name text not null,
  title text not null,
  service_id uuid not null references services (id),
  type text not null,
  target text not null,
  -- Secret leaves are sealed: {"$sealed": "…"}.
  options jsonb not null,
  interval_ms integer not null,
  confirm_interval_ms integer not null,
  timeout_ms integer not null,
  slow_after_ms integer,
  open_after smallint not null,
  close_after smallint not null,
  critical boolean not null,
  severity text,
  consequence text,
  tags text[] not null default '{}',
  paused boolean not null default false,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create unique index checks_name on checks (name) where removed_at is null;
-- Foreign key: the checks of a service, and whether a service may be removed.
create index checks_service on checks (service_id);

create table streams (
  id uuid primary key,
  name text not null,
  title text not null,
  currency text not null,
  baseline_per_hour_minor bigint not null,
  profile jsonb,
  dependence jsonb not null,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create unique index streams_name on streams (name) where removed_at is null;

create table opportunities (
  id uuid primary key,
  name text not null,
  title text not null,
  currency text not null,
  value_minor bigint not null,
  probability double precision not null,
  closes_on date,
  next_step text,
  stakeholders text[] not null default '{}',
  journeys jsonb not null,
  target double precision,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create unique index opportunities_name on opportunities (name) where removed_at is null;

create table segments (
  id uuid primary key,
  name text not null,
  title text not null,
  customers bigint not null,
  reach jsonb not null,
  source text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create unique index segments_name on segments (name) where removed_at is null;

-- One row: the report currency, its table of rates, and where the engine looks to know that it can see.
create table declarations (
  key text primary key,
  value jsonb not null,
  version integer not null default 1
);

-- 60 bytes of heap and about 40 of index a row. No nulls (a null bitmap would cost 8 bytes), widest columns first.
-- Phases are tenths of a millisecond, or, negative, whole milliseconds (server/checks/rules/phase-code.ts); 0 is "did not happen".
create table results (
  at timestamptz(3) not null,
  check_no integer not null,
  total_ms real not null,
  outcome smallint not null,
  code smallint not null,
  dns smallint not null,
  connect smallint not null,
  tls smallint not null,
  first_byte smallint not null,
  transfer smallint not null,
  location smallint not null
) partition by range (at);
-- Only once, and the last results of a check. Created on each partition as the unique index of the parent.
create unique index results_once on results (check_no, at);

-- Where a check's two conditions stand; with its last results this rebuilds the status machine at start.
create table standings (
  check_id uuid primary key references checks (id),
  failing boolean not null,
  slow boolean not null,
  seen_working boolean not null,
  decided_at timestamptz(3) not null
);

-- What a check, a service or an opportunity was, and from when to when. The source of availability.
create table status_spans (
  subject_id uuid not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  subject text not null,
  status text not null,
  primary key (subject_id, from_at)
);
-- Availability over a window reads every span that reaches into it.
create index status_spans_window on status_spans (subject, to_at);

create sequence incident_numbers;

create table incidents (
  id uuid primary key,
  number integer not null unique,
  title text not null,
  severity text not null,
  state text not null,
  service_id uuid references services (id),
  started_at timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  acknowledged_by_id text,
  mitigated_at timestamptz(3),
  mitigated_by text,
  assignee text,
  assignee_id text,
  resolved_at timestamptz(3),
  ended_at timestamptz(3),
  resolved_by text,
  resolved_by_id text,
  proven boolean not null default true,
  reason text,
  cause text,
  opened_by text,
  version integer not null default 1
);
-- Read whenever the engine or a web starts; partial, so that it stays as small as the number of open incidents.
create index incidents_open on incidents (opened_at) where state <> 'resolved';
-- The queue's recently resolved, the KPIs of a month, and the history of repair times.
create index incidents_resolved on incidents (resolved_at) where state = 'resolved';
-- Foreign key, and similar incidents of one service.
create index incidents_service on incidents (service_id, started_at);

create table alerts (
  id uuid primary key,
  fingerprint text not null,
  check_id uuid not null references checks (id),
  service_id uuid not null references services (id),
  incident_id uuid not null references incidents (id),
  severity text not null,
  condition text not null,
  started_at timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  ended_at timestamptz(3),
  blind_from_at timestamptz(3),
  cause_service_id uuid,
  says text not null
);
-- One open alert for each condition, whoever tries to open a second.
create unique index alerts_open on alerts (fingerprint) where ended_at is null;
-- Foreign keys: the alerts of an incident page, and of a check's page.
create index alerts_incident on alerts (incident_id);
create index alerts_check on alerts (check_id, started_at);
create index alerts_service on alerts (service_id, started_at);

create table incident_entries (
  id uuid primary key,
  incident_id uuid not null references incidents (id),
  at timestamptz(3) not null,
  kind text not null,
  says text not null,
  detail text,
  money text,
  actor text,
  check_id uuid
);
-- The timeline of an incident, in the order of time.
create index incident_entries_timeline on incident_entries (incident_id, at);

-- What one incident took from one stream, in stretches of a constant rate (IMP-3). Kept for ever; never rounded.
create table loss_segments (
  stream_id uuid not null references streams (id),
  incident_id uuid not null references incidents (id),
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  fraction double precision not null,
  baseline_per_hour_minor bigint not null,
  factor double precision not null,
  certainty text not null,
  primary key (stream_id, incident_id, from_at)
);
-- The ledger of an incident, and the foreign key.
create index loss_segments_incident on loss_segments (incident_id);
-- The loss of a month, and of a chart's range.
create index loss_segments_window on loss_segments (to_at);

create table evidence (
  id uuid primary key,
  check_id uuid not null references checks (id),
  at timestamptz(3) not null,
  because text not null,
  says text not null,
  body jsonb not null
);
-- A check's page shows the newest; retention drops the oldest.
create index evidence_check on evidence (check_id, at);
create index evidence_age on evidence (at);

-- When a service last called its heartbeat check.
create table heartbeats (
  check_id uuid primary key references checks (id),
  at timestamptz(3) not null
);

-- Who may write: the holder until it expires. The epoch grows with each holder and fences the ones before.
create table leases (
  name text primary key,
  holder text not null,
  epoch bigint not null,
  expires_at timestamptz(3) not null
);

-- Which batches of changes were stored, so that one whose COMMIT was cut off is not stored a second time. Kept for a week.
create table committed_batches (
  id uuid primary key,
  at timestamptz(3) not null
);
create index committed_batches_age on committed_batches (at);
