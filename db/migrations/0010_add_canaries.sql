-- What became of each canary: whether messages arrive by a channel (ALR-13).
create table canaries (
  channel text not null,
  -- When it left.
  at timestamptz(3) not null,
  -- Null while it has not arrived; later than its deadline is possible.
  arrived_at timestamptz(3),
  in_time boolean not null,
  says text not null,
  primary key (channel, at)
);
-- Clears out what is old.
create index canaries_age on canaries (at);

-- How soon messages were at their channel, as one histogram an hour, channel and kind: what Plimsoll promises of itself, measured.
create table delivery_figures (
  hour timestamptz(3) not null,
  channel text not null,
  kind text not null check (kind in ('page', 'canary')),
  arrived integer not null,
  lost integer not null,
  -- Bucket → count, of server/alerts/rules/figures.ts.
  counts jsonb not null,
  primary key (hour, channel, kind)
);

-- Canaries are many and soon forgotten.
create index notices_canaries on notices (at) where kind = 'canary';
