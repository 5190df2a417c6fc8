-- An incident that is part of another one: its alerts and its loss are there, and its link leads there (INC-1).
alter table incidents add column merged_into uuid references incidents (id);
-- The alerts that somebody took out of another incident to make this one of.
alter table incidents add column split_alerts jsonb not null default '[]';
-- What is part of an incident: its timeline reads theirs as well.
create index incidents_merged on incidents (merged_into) where merged_into is not null;

-- The incident that an alert belongs to by itself, while that is part of another one; where it goes back when the two are parted.
alter table alerts add column origin_id uuid references incidents (id);
