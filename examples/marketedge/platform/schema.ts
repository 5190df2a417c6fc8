import type { ISql, Sql } from 'postgres'
import { PEOPLE } from '../people.ts'

type Migration = { readonly name: string; up(sql: ISql): Promise<unknown> }

const TABLES = `
create table marketedge.tenants (id text primary key, name text not null, since date not null);
create table marketedge.users (id text primary key, tenant_id text not null references marketedge.tenants, email text not null unique, name text not null, role text not null check (role in ('admin', 'member')));
create table marketedge.sessions (token_hash bytea primary key, user_id text not null references marketedge.users, created_at timestamptz not null default now(), expires_at timestamptz not null);
create index sessions_expires_at on marketedge.sessions (expires_at);
create table marketedge.feature_flags (name text primary key, enabled boolean not null, tenants text[]);
create sequence marketedge.order_numbers start 1001;
create table marketedge.orders (id text primary key default 'order-' || nextval('marketedge.order_numbers'), tenant_id text not null references marketedge.tenants, plan text not null, months int not null, total_minor int not null, state text not null default 'open', created_at timestamptz not null default now());
create index orders_of_tenant on marketedge.orders (tenant_id, created_at desc);
create sequence marketedge.payment_numbers start 5001;
create table marketedge.payments (id text primary key default 'payment-' || nextval('marketedge.payment_numbers'), order_id text not null references marketedge.orders, tenant_id text not null references marketedge.tenants, amount_minor int not null, method text not null, paid_at timestamptz not null default now());
create index payments_of_tenant on marketedge.payments (tenant_id, paid_at desc);
create table marketedge.opportunities (id text primary key, name text not null, value_minor bigint not null, currency text not null, closes_on date not null);
`

/** Sessions of administrators; the admin area asks this view and nothing else who is at the door. */
const ADMIN_SESSIONS = `
create view marketedge.admin_sessions as
  select s.token_hash, s.expires_at, u.id as user_id, u.name, u.email, u.role, t.id as tenant_id, t.name as tenant_name
  from marketedge.sessions s join marketedge.users u on u.id = s.user_id join marketedge.tenants t on t.id = u.tenant_id
  where u.role = 'admin';
`

const MIGRATIONS: readonly Migration[] = [
  { name: '0001_tables', up: (sql) => sql.unsafe(TABLES) },
  { name: '0002_admin_sessions', up: (sql) => sql.unsafe(ADMIN_SESSIONS) },
  { name: '0003_first_customers', up: seed },
]

export const EXPECTED_MIGRATIONS = MIGRATIONS.map(({ name }) => name)

/** Brings the schema `marketedge` up to this release. Two starts at the same time do not trip over each other; a second start changes nothing. */
export async function migrate(sql: Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(hashtext('marketedge'))`
    await transaction`create schema if not exists marketedge`
    await transaction`create table if not exists marketedge.migrations (name text primary key, applied_at timestamptz not null default now())`
    const applied = await appliedMigrations(transaction)
    for (const { name, up } of MIGRATIONS.filter((migration) => !applied.includes(migration.name))) {
      await up(transaction)
      await transaction`insert into marketedge.migrations (name) values (${name})`
    }
  })
}

export const appliedMigrations = async (sql: ISql): Promise<readonly string[]> =>
  (await sql<{ name: string }[]>`select name from marketedge.migrations order by name`).map(({ name }) => name)

/** Three tenants that could not be more different, forty orders each over two months, two of three paid. */
async function seed(sql: ISql): Promise<void> {
  await sql`insert into marketedge.tenants values ('zebra', 'Zebra Associates', '2026-09-01'), ('northlight', 'Northlight Retail', '2023-02-14'), ('harbour', 'Harbour & Sons', '2024-07-01')`
  await sql`insert into marketedge.users ${sql(PEOPLE.map(({ id, tenantId, email, name, role }) => ({ id, tenant_id: tenantId, email, name, role })))}`
  await sql`insert into marketedge.feature_flags values ('bulk-orders', true, null), ('new-checkout', true, array['northlight']), ('admin-exports', false, null)`
  await sql`
    insert into marketedge.orders (tenant_id, plan, months, total_minor, state, created_at)
    select tenant, (array['starter', 'growth', 'managed'])[1 + n % 3], 1 + n % 12, ((array[5880, 29880, 226800])[1 + n % 3]) * (1 + n % 12), case when n % 3 = 0 then 'open' else 'paid' end, now() - n * interval '36 hours'
    from unnest(array['zebra', 'northlight', 'harbour']) as tenant, generate_series(1, 40) as n`
  await sql`insert into marketedge.payments (order_id, tenant_id, amount_minor, method, paid_at) select id, tenant_id, total_minor, 'card', created_at + interval '4 minutes' from marketedge.orders where state = 'paid'`
  await sql`insert into marketedge.opportunities values ('zebra', 'Zebra Associates', 92500000, 'GBP', '2026-12-18'), ('northlight', 'Northlight renewal', 24000000, 'GBP', '2027-01-31'), ('harbour', 'Harbour & Sons expansion', 8600000, 'GBP', '2027-02-26')`
}
