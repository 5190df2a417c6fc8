import type { Route } from '../platform/route.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/flags',
    summary: "The feature flags as they are for the caller's tenant",
    access: 'signed-in',
    answer: async ({ sql, caller }) => {
      const flags = await sql<
        { name: string; on: boolean }[]
      >`select name, enabled and (tenants is null or ${caller.tenantId} = any(tenants)) as on from marketedge.feature_flags order by name`
      return { status: 200, body: { flags: Object.fromEntries(flags.map(({ name, on }) => [name, on])) } }
    },
  },
  {
    method: 'PATCH',
    path: '/api/flags/:name',
    summary: 'Switches a flag for everybody',
    access: 'admin',
    answer: async ({ sql, params, request: { body } }) => {
      if (typeof body.enabled !== 'boolean')
        return { status: 422, body: { title: `\`enabled\` is ${JSON.stringify(body.enabled)}; give true or false.` } }
      const [flag] =
        await sql`update marketedge.feature_flags set enabled = ${body.enabled} where name = ${params.name ?? ''} returning name, enabled`
      return flag ? { status: 200, body: flag } : { status: 404, body: { title: `There is no flag ${params.name}.` } }
    },
  },
]
