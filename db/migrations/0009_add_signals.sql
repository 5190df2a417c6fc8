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
