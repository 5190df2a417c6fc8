import type { Sql, Transaction } from '@/db/client'
import { HOUR } from '../../kernel/duration'
import type { Facts, Notice, NoticeKind } from '../model'
import { type Blocked, type Claimed, type Due, type Lane, noticesOf, type Outcome, type Waiting } from '../outbox/words'
import { laneOf, readerOf, threadOf, urgencyOf } from '../rules/addressing'

/** Lanes of one channel that are looked at together: more than are ever sent at once. */
const LANES_AT_ONCE = 64
/** Of a machine so many notices are looked at for these: a thread seldom has more than two that wait. */
const ROWS_AT_ONCE = 2 * LANES_AT_ONCE
/** Throttles look back so far, and at so many at most. */
const LATELY_MS = HOUR
const LATELY_MAX = 50
/** More than this is told by a second message. */
const LISTED_MAX = 10_000

/** Puts notices in the outbox, in the transaction of what they tell of. One whose key is there already changes nothing. */
export async function insertNotices(sql: Sql | Transaction, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map(({ id, key, kind, recipient, facts, at, dueAt, lossPerMinute }) => ({
    id,
    key,
    incident_id: facts.incidentId,
    kind,
    ...recipient,
    lane: laneOf(recipient),
    reader: readerOf(recipient),
    thread: threadOf(facts.incidentId, key, recipient),
    urgency: urgencyOf(kind, facts.severity),
    severity: facts.severity,
    loss_per_minute: lossPerMinute ?? 0,
    facts: plain(facts),
    at: at.toISOString(),
    due_at: dueAt.toISOString(),
  }))
  await sql`
    insert into notices (id, key, incident_id, kind, channel, address, person, lane, reader, thread, urgency, severity, loss_per_minute, facts, at, due_at)
    select * from jsonb_to_recordset(${sql.json(rows)}) as r(id uuid, key text, incident_id uuid, kind text, channel text, address text, person text, lane text,
      reader text, thread text, urgency int2, severity text, loss_per_minute float8, facts jsonb, at timestamptz, due_at timestamptz)
    on conflict (key) do nothing`
}

/**
 * What is due by lanes, a fair share of each channel, and when the next falls due. However much waits, it goes from one lane to the next by the
 * index and takes the first of each, and of machines, whose lanes are threads, the first of the channel.
 */
export async function lookForDue(sql: Sql, now: Date, { lanes, channels, machines }: Blocked): Promise<Due> {
  const at = now.toISOString()
  const since = new Date(now.getTime() - LATELY_MS).toISOString()
  const isDue = sql`n.state in ('waiting', 'sending') and n.due_at <= ${at} and ${notBehind(sql, now)}`
  const first = sql`order by n.urgency, n.loss_per_minute desc, n.at limit`
  const [rows, [next]] = await Promise.all([
    sql<LaneRow[]>`
      with recursive lane as (
        (select lane, channel from notices where state in ('waiting', 'sending') order by lane limit 1)
        union all
        select further.lane, further.channel from lane, lateral (
          select lane, channel from notices where state in ('waiting', 'sending') and lane > lane.lane order by lane limit 1) further
      ), due as (
        select lane.lane as key, n.*, false as full from lane, lateral (
          select ${WHO(sql)} from notices n where n.lane = lane.lane and ${isDue} ${first} 1) n
        where lane.channel <> all(${machines}::text[]) and lane.channel <> all(${channels}::text[]) and lane.lane <> all(${lanes}::text[])
        union all
        select n.thread, ${WHO(sql)}, count(*) over (partition by n.channel) = ${ROWS_AT_ONCE} from unnest(${machines}::text[]) machine(name), lateral (
          select thread, ${WHO(sql)} from notices n where n.channel = machine.name and n.thread <> all(${lanes}::text[]) and ${isDue} ${first} ${ROWS_AT_ONCE}) n
        where machine.name <> all(${channels}::text[])
      ), lanes as (
        select key, min(channel) as channel, min(address) as address, min(person) as person, min(reader) as reader,
          min(urgency) as urgency, max(loss_per_minute) as loss, min(at) as at, bool_or("full") as "full"
        from due group by key
      ), ranked as (
        select *, row_number() over (partition by channel order by urgency, loss desc, at) as place from lanes
      )
      select key, channel, address, person, reader, urgency, "full" or place = ${LANES_AT_ONCE} as last,
        case when channel = any(${machines}::text[]) then '{}' else array(
          select delivered_at from notices told
          where told.reader = ranked.reader and told.state = 'delivered' and told.kind not in ('test', 'canary', 'status') and told.delivered_at > ${since}
          order by delivered_at desc limit ${LATELY_MAX}) end as sent
      from ranked where place <= ${LANES_AT_ONCE} order by urgency, loss desc, at`,
    sql<{ at: Date | null }[]>`select min(due_at) as at from notices where state in ('waiting', 'sending') and due_at > ${at}`,
  ])
  return {
    lanes: rows.map(({ key, channel, address, person, reader, urgency, sent }) => ({
      key,
      recipient: { channel, address, person },
      reader,
      urgency,
      sent,
    })),
    cut: new Set(rows.filter(({ last }) => last).map(({ channel }) => channel)),
    nextAt: next?.at ?? null,
  }
}
const WHO = (sql: Sql) => sql`n.channel, n.address, n.person, n.reader, n.urgency, n.loss_per_minute, n.at`
type LaneRow = {
  key: string
  channel: string
  address: string | null
  person: string | null
  reader: string
  urgency: number
  last: boolean
  sent: Date[]
}

/** What of a lane may go now, in the order of its making: nothing that has to wait for something earlier of its thread. */
export const listOfLane = (sql: Sql, { key }: Pick<Lane, 'key'>, isThread: boolean, now: Date): Promise<Waiting[]> => sql<Waiting[]>`
  select id, kind, incident_id as "incidentId", severity, loss_per_minute as "lossPerMinute", at
  from notices n
  where state in ('waiting', 'sending') and due_at <= ${now.toISOString()} and ${isThread ? sql`thread` : sql`lane`} = ${key} and ${notBehind(sql, now)}
  order by at, id limit ${LISTED_MAX}`

/** Nothing earlier of its thread is on its way, or waits for another attempt. */
const notBehind = (sql: Sql, now: Date) => sql`not exists (
  select from notices earlier
  where earlier.thread = n.thread and earlier.state in ('waiting', 'sending') and (earlier.at, earlier.id) < (n.at, n.id)
    and earlier.due_at > ${now.toISOString()})`

/**
 * Takes notices, so that no other dispatcher does, until `until`: by then whoever took them has an answer, or was killed. Should Postgres
 * crash and forget who took them, they are taken again, so nobody waits for its disk.
 */
export async function claim(
  sql: Sql,
  ids: readonly string[],
  now: Date,
  until: Date,
): Promise<readonly (Claimed & { readonly ref: string | null })[]> {
  const rows = await sql<NoticeRow[]>`
    with taken as (
      select id, due_at as was_due from notices
      where id = any(${[...ids]}::uuid[]) and state in ('waiting', 'sending') and due_at <= ${now.toISOString()}
      for update skip locked
    )
    update notices n set state = 'sending', due_at = ${until.toISOString()}, attempts = attempts + 1
    from taken where n.id = taken.id and (select set_config('synchronous_commit', 'off', true)) is not null
    returning n.*, taken.was_due, (select number from incidents where id = n.incident_id) as number, (select ref from notices p where p.thread = n.thread and p.ref is not null order by p.at limit 1) as thread_ref`
  return rows.map((row) => ({ notice: noticeOf(row), attempt: row.attempts, ref: row.thread_ref }))
}

/** Lets go of what another life had taken: whoever holds the lease of the engine is the only one who sends. */
export async function releaseClaims(sql: Sql, now: Date): Promise<void> {
  await sql`update notices set due_at = ${now.toISOString()} where state = 'sending' and due_at > ${now.toISOString()}`
}

/**
 * Writes what became of messages: the attempts, and where each notice stands, in one statement. Saying it twice changes nothing.
 * What was delivered stays so, whoever says otherwise later.
 */
export async function writeOutcomes(sql: Sql | Transaction, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const stands = outcomes.flatMap(({ load, attempt, state, at, ref }) =>
    noticesOf(load).map(({ notice, attempt: attempts }, i) => ({
      key: notice.key,
      head: i === 0 ? null : load.head.notice.key,
      state: i > 0 && state === 'delivered' ? 'bundled' : state,
      attempts,
      due_at: state === 'waiting' ? at.toISOString() : null,
      delivered_at: state === 'delivered' ? at.toISOString() : null,
      says: attempt.says,
      ref: i === 0 ? ref : null,
    })),
  )
  const attempts = outcomes.map(({ load, attempt }) => ({
    key: load.head.notice.key,
    id: attempt.id,
    at: attempt.at.toISOString(),
    outcome: attempt.outcome,
    says: attempt.says,
    took_ms: Math.round(attempt.tookMs),
    status: attempt.status,
    channel: attempt.channel,
  }))
  await sql`
    with settled as (
      update notices n set state = r.state, attempts = greatest(n.attempts, r.attempts), due_at = coalesce(r.due_at, n.due_at),
        delivered_at = r.delivered_at, says = r.says, ref = coalesce(r.ref, n.ref), bundle_of = (select id from notices h where h.key = r.head)
      from jsonb_to_recordset(${sql.json(stands)}) as r(key text, head text, state text, attempts int, due_at timestamptz, delivered_at timestamptz, says text, ref text)
      where n.key = r.key and (n.state in ('waiting', 'sending') and (n.attempts <= r.attempts or r.delivered_at is not null)
        or n.state = 'dead' and r.delivered_at is not null)
    )
    insert into deliveries (id, notice_id, at, outcome, says, took_ms, status, channel)
    select r.id, n.id, r.at, r.outcome, r.says, r.took_ms, r.status, r.channel
    from jsonb_to_recordset(${sql.json(attempts)}) as r(key text, id uuid, at timestamptz, outcome text, says text, took_ms int, status int2, channel text)
    join notices n on n.key = r.key
    on conflict (id) do nothing`
}

/**
 * Brings Postgres up to date with what was done without it, before anybody takes anything: notices that it may not have yet, what became of
 * messages, and which are on their way until `until`.
 */
export async function storeUnstored(
  sql: Sql,
  {
    held,
    outcomes,
    sending,
  }: { readonly held: readonly Notice[]; readonly outcomes: readonly Outcome[]; readonly sending: readonly Notice[] },
  until: Date,
): Promise<void> {
  const told = outcomes.flatMap(({ load }) => noticesOf(load).map(({ notice }) => notice))
  await sql.begin(async (tx) => {
    await Promise.all([
      insertNotices(tx, [...told, ...held, ...sending]),
      writeOutcomes(tx, outcomes),
      tx`update notices set state = 'sending', due_at = ${until.toISOString()} where key = any(${sending.map(({ key }) => key)}::text[]) and state = 'waiting'`,
    ])
  })
}

type NoticeRow = {
  id: string
  key: string
  kind: NoticeKind
  channel: string
  address: string | null
  person: string | null
  loss_per_minute: number
  facts: Plain<Facts>
  number: number | null
  at: Date
  was_due: Date
  attempts: number
  thread_ref: string | null
}

/** As JSON keeps it. */
export type Plain<T> = { [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key] }

const plain = (facts: Facts): Plain<Facts> => ({
  ...facts,
  sinceAt: facts.sinceAt.toISOString(),
  resolvedAt: facts.resolvedAt?.toISOString() ?? null,
})

export const factsOf = (facts: Plain<Facts>): Facts => ({
  ...facts,
  sinceAt: new Date(facts.sinceAt),
  resolvedAt: facts.resolvedAt === null ? null : new Date(facts.resolvedAt),
})

const noticeOf = ({ id, key, kind, channel, address, person, facts, number, at, was_due, loss_per_minute }: NoticeRow): Notice => ({
  id,
  key,
  kind,
  recipient: { channel, address, person },
  // The number was not known before the incident was stored.
  facts: { ...factsOf(facts), number: number ?? facts.number },
  at,
  dueAt: was_due,
  lossPerMinute: loss_per_minute,
})
