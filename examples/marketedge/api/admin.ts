import type { Route } from '../platform/route.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/admin/tenants',
    summary: 'Every tenant with its orders',
    access: 'admin',
    answer: async ({ sql }) => ({
      status: 200,
      body: {
        tenants:
          await sql`select t.id, t.name, count(o.id)::int as orders from marketedge.tenants t left join marketedge.orders o on o.tenant_id = t.id group by t.id order by t.name`,
      },
    }),
  },
  {
    method: 'GET',
    path: '/api/admin/opportunities',
    summary: 'The deals that are being worked on',
    access: 'admin',
    answer: async ({ sql }) => ({
      status: 200,
      body: {
        opportunities:
          await sql`select id, name, value_minor::float8 as "valueMinor", currency, closes_on::text as "closesOn" from marketedge.opportunities order by value_minor desc`,
      },
    }),
  },
]
