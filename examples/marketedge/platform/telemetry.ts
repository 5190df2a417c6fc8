import type { Route } from './route.ts'

type Sources = { answered(): ReadonlyMap<number, number>; documented(): readonly Route[] }

/** What the platform says about itself. */
export const telemetryRoutes = ({ answered, documented }: Sources): readonly Route[] => [
  {
    method: 'GET',
    path: '/health',
    // The founding failure lives here: it says that the process is up, and everybody read it as "the product works".
    summary: 'Whether the process is up',
    access: 'anyone',
    answer: () => ({ status: 200, body: { status: 'ok' } }),
  },
  {
    method: 'GET',
    path: '/status/database',
    summary: 'Whether the database answers a question about the tenants',
    access: 'anyone',
    answer: async ({ sql }) => {
      const [row] = await sql`select count(*)::int as tenants from marketedge.tenants`
      return { status: 200, body: { status: 'ok', ...row } }
    },
  },
  {
    method: 'GET',
    path: '/status/process',
    summary: 'Memory and age of the process',
    access: 'anyone',
    answer: () => ({ status: 200, body: { residentBytes: process.memoryUsage.rss(), uptimeSeconds: Math.round(process.uptime()) } }),
  },
  {
    method: 'GET',
    path: '/metrics',
    summary: 'The same for Prometheus, and what was answered',
    access: 'anyone',
    answer: () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: [
        '# TYPE http_responses_total counter',
        ...[...answered()].map(([status, count]) => `http_responses_total{status="${status}"} ${count}`),
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        '# TYPE process_uptime_seconds gauge',
        `process_uptime_seconds ${process.uptime().toFixed(3)}`,
        '',
      ].join('\n'),
    }),
  },
  {
    method: 'GET',
    path: '/openapi.json',
    summary: 'The API, described',
    access: 'anyone',
    answer: () => ({ status: 200, body: openApi(documented()) }),
  },
]

/** OpenAPI 3.1 of the routes that are really registered: a router that did not load is missing here too. */
function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, summary, access } of routes) {
    const template = path.replace(/:(\w+)/g, '{$1}')
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
    paths[template] = {
      ...paths[template],
      [method.toLowerCase()]: {
        summary,
        parameters,
        security: access === 'anyone' ? [] : [{ session: [] }],
        responses: { '2XX': { description: 'Done' }, '4XX': { description: 'Refused, with a reason in `title`' } },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'MarketEdge', version: '1.0.0' },
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}
