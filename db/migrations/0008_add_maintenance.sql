-- Maintenance windows are rows of routing_items (kind 'window').

-- What customers find while maintenance hides it and is not declared free of loss: the ledger counts it (IMP-2).
alter table status_spans add column hides text;

-- When somebody ended a window that held before its time, the last time. Applying the file again leaves it.
alter table routing_items add column ended_at timestamptz(3);
