-- Lists of a long history, by what people look for in them.

-- The delivery log of one person, newest first.
create index notices_person on notices (person, at, id) where person is not null;
-- What has not arrived by itself: few, however long the history.
create index notices_undelivered on notices (at, id) where state <> 'delivered';

-- The list of alerts newest first, all of them and of one severity. Of one service or check there were indexes before.
create index alerts_newest on alerts (started_at, id);
create index alerts_severity on alerts (severity, started_at, id);

-- The list of incidents newest first, of one severity and of one service. All of them are read by their number.
create index incidents_severity on incidents (severity, number);
create index incidents_service_newest on incidents (service_id, number);

-- What goes next of a lane, and of a machine, whose lanes are threads: found at once, however many wait.
create index notices_lane_first on notices (lane, urgency, loss_per_minute desc, at) where state in ('waiting', 'sending');
create index notices_channel_first on notices (channel, urgency, loss_per_minute desc, at) where state in ('waiting', 'sending');
