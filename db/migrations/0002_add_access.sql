-- Who may come in, with what, and what they did (ECO-4). The first four tables are those that better-auth reads and writes.

create table people (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  role text not null check (role in ('viewer', 'executive', 'responder', 'engineer', 'admin')),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);

create table sessions (
  id uuid primary key,
  token text not null unique,
  user_id uuid not null references people (id) on delete cascade,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
-- Ends all sessions of a person: a changed password, a removed person.
create index sessions_user on sessions (user_id);
-- Clears out what has expired.
create index sessions_expiry on sessions (expires_at);

create table accounts (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references people (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (provider_id, account_id)
);
-- Finds the password of a person who signs in.
create index accounts_user on accounts (user_id);

create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index verifications_identifier on verifications (identifier);

create table api_keys (
  id uuid primary key,
  kind text not null check (kind in ('api', 'declared', 'wall')),
  name text not null,
  -- SHA-256 of the whole key in hexadecimal; the key itself is not kept.
  hash text not null unique,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  created_by text not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3)
);

create table audit_log (
  id uuid primary key,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_id text,
  subject_name text,
  before jsonb,
  after jsonb,
  address text
);
-- Everything that was done to one thing.
create index audit_log_subject on audit_log (subject_id, id) where subject_id is not null;

create function refuse_rewriting_history() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is written once: % is refused.', tg_op;
end
$$;
create trigger audit_log_is_written_once before update or delete or truncate on audit_log
  for each statement execute function refuse_rewriting_history();

-- One row at most: the hash of the link that makes the first administrator (RUN-5).
create table setup_token (
  "only" boolean primary key default true check ("only"),
  hash text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);

-- One row at most: a text sealed with PLIMSOLL_SECRET, so that a wrong one is noticed at the start (RUN-4).
create table key_check (
  "only" boolean primary key default true check ("only"),
  sealed text not null,
  created_at timestamptz(3) not null
);
