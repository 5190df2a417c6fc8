-- Lists of a long history, by what people look for in them.

-- The delivery log of one person, newest first.
create index notices_person on notices (person, at, id) where person is not null;
-- What has not arrived by itself: few, however long the history.
create index notices_undelivered on notices (at, id) where state <> 'delivered';
