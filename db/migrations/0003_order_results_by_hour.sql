-- The index of results by hour, then check, then instant, instead of by check and instant: what is written within an hour lies on few
-- pages, whatever the number of checks, and its key takes 8 bytes instead of 16. See docs/decisions/0006-results-by-the-hour.md.
drop index results_once;

-- Where a result lies in the index of its day: hour (UTC), check, millisecond. Unique within a day just as (check_no, at) is.
create function result_place(at timestamptz, check_no integer) returns bigint language sql immutable parallel safe
return (((date_part('epoch', at - timestamptz '1970-01-01 00:00:00+00') * 1000)::bigint / 3600000 % 24) << 31 | check_no) * 3600000
  + (date_part('epoch', at - timestamptz '1970-01-01 00:00:00+00') * 1000)::bigint % 3600000;

-- An index of the parent would have to name the column that partitions it, so each day has its own; `makePartitions` gives it to a new one.
do $$
declare day regclass;
begin
  for day in select inhrelid from pg_inherits where inhparent = 'results'::regclass loop
    execute format('create unique index on %s (result_place(at, check_no))', day);
    execute format('alter table %s set (autovacuum_vacuum_insert_threshold = -1)', day);
  end loop;
end
$$;

-- Both functions below answer rows of `results` as it is now: a migration that changes its columns makes them anew.

-- The results of a check, both ends included: one short stretch of the index for each hour. `offset 0` keeps the planner from making a
-- join of it, which it would price by guesses on a day of which it has no statistics yet.
create function results_of(no integer, since timestamptz, until timestamptz) returns setof results language sql stable parallel safe
begin atomic
  select r.* from generate_series(date_bin('1 hour', since, '1970-01-01 00:00:00+00'), until, '1 hour') as hour
  cross join lateral (
    select * from results
    where at >= hour and at < hour + interval '1 hour' and at >= since and at <= until
      and result_place(at, check_no) between result_place(hour, no) and result_place(hour, no) + 3599999
    offset 0) r;
end;

-- The newest of them before an instant, newest first: looks back hour by hour, and no further than it must.
create function newest_results(no integer, since timestamptz, before timestamptz, most integer) returns setof results language sql stable parallel safe
begin atomic
  select r.* from (
    select hour from generate_series(date_bin('1 hour', since, '1970-01-01 00:00:00+00'), before, '1 hour') as hour order by hour desc) hours
  cross join lateral (
    select * from results
    where at >= hour and at < hour + interval '1 hour' and at >= since and at < before
      and result_place(at, check_no) between result_place(hour, no) and result_place(hour, no) + 3599999
    offset 0) r
  order by hour desc, r.at desc limit most;
end;
