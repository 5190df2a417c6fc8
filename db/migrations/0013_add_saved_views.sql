-- Filters of lists under a name (VIEW-2): the incidents of the queue, the checks.
create table saved_views (
  id uuid primary key,
  page text not null,
  name text not null,
  -- The filter as it stands in the address.
  query text not null,
  -- Null once that person is gone; what was theirs alone goes with them.
  owner_id uuid references people (id) on delete set null,
  owner_name text not null,
  -- The roles that see it too; nobody else where there is none.
  shared_with text[] not null default '{}',
  version integer not null default 1,
  changed_at timestamptz(3) not null
);
-- Two of one person on one page would be told apart by nothing.
create unique index saved_views_name on saved_views (owner_id, page, lower(name));

-- What somebody sees first on a page, when the address says nothing.
create table default_views (
  person_id uuid not null references people (id) on delete cascade,
  page text not null,
  view_id uuid not null references saved_views (id) on delete cascade,
  primary key (person_id, page)
);
