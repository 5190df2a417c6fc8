-- Whom people asked to be paged beyond what the policy does by itself: [{"by": "Ada", "target": null}], null for its next step.
alter table incidents add column escalations jsonb not null default '[]';
