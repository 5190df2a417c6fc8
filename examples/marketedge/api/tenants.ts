import type { Route } from '../platform/route.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/tenants/current',
    summary: 'The tenant that the caller belongs to',
    access: 'signed-in',
    answer: async ({ sql, caller }) => {
      const [tenant] = await sql`select id, name, since from marketedge.tenants where id = ${caller.tenantId}`
      return { status: 200, body: tenant }
    },
  },
]
