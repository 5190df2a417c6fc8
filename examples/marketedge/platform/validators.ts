import type { Sql } from 'postgres'
import type { Validator } from '../../../server/startup/validator.ts'
import { database } from '../../../server/startup/validators/database.ts'
import { environment } from '../../../server/startup/validators/environment.ts'
import { migrations } from '../../../server/startup/validators/migrations.ts'
import { modules } from '../../../server/startup/validators/modules.ts'
import { routes } from '../../../server/startup/validators/routes.ts'
import type { App } from './app.ts'
import { API_MODULES, importModule } from './router.ts'
import { appliedMigrations, EXPECTED_MIGRATIONS } from './schema.ts'

/** What must be so before anything else is tried: without an address of the database nothing can be. */
export const beforeTheDatabase = (values: NodeJS.ProcessEnv, apiFolder: string): readonly Validator[] => [
  environment({
    name: 'environment',
    policy: 'fail',
    businessImpact: 'MarketEdge cannot serve anybody: all revenue stops.',
    values,
    variables: [
      { name: 'MARKETEDGE_DATABASE_URL', purpose: 'where the orders are stored', format: 'url' },
      { name: 'MARKETEDGE_PORT', purpose: 'the port to listen on', format: 'port', required: false },
      { name: 'MARKETEDGE_TLS_PORT', purpose: 'the port to listen on with TLS', format: 'port', required: false },
    ],
  }),
  environment({
    name: 'auth provider',
    // Not `fail`: whoever is signed in can go on working, and stopping the platform would end that too.
    policy: 'degrade',
    businessImpact: 'Nobody new can sign in: all revenue is at risk as sessions end.',
    values,
    variables: [
      { name: 'AUTH_PROVIDER_URL', purpose: 'where passwords are checked', format: 'url' },
      { name: 'AUTH_PROVIDER_KEY', purpose: 'what the auth provider knows us by', secretBits: 96 },
    ],
  }),
  modules({
    name: 'API router',
    policy: 'fail',
    businessImpact:
      'No order can be placed and no payment taken, and the GBP 925,000 Zebra Associates opportunity cannot be shown its data.',
    modules: API_MODULES.map((name) => ({ name: `api/${name}.ts`, load: () => importModule(apiFolder, name), exports: ['routes'] })),
  }),
]

export const databaseAnswers = (sql: Sql): Validator =>
  database({
    policy: 'fail',
    businessImpact: 'Service unavailable: nobody can sign in, order or pay.',
    probe: async () => await sql`select 1`,
  })

/** What is looked at once the platform is put together, before its port opens. */
export const beforeTheFirstRequest = (sql: Sql, app: App): readonly Validator[] => [
  migrations({
    policy: 'fail',
    businessImpact: 'Orders could be stored wrongly.',
    expected: EXPECTED_MIGRATIONS,
    applied: () => appliedMigrations(sql),
  }),
  routes({
    name: 'routes',
    policy: 'fail',
    businessImpact: 'Parts of the API answer wrongly; customers cannot order.',
    send: ({ method, path }) => app.answer({ method, path, query: new URLSearchParams(), headers: {}, body: {} }),
    // Without a token whatever asks for a session must say 401: that proves the route, and needs no data.
    routes: app.routes
      .filter(({ access, path }) => access !== 'anyone' && path !== '/admin')
      .map(({ method, path }) => ({ method, path, expect: [401] })),
  }),
  routes({
    name: 'admin area',
    policy: 'degrade',
    businessImpact: 'GBP 925,000 opportunity at risk: Zebra Associates cannot be shown the admin area.',
    // A token that nobody holds goes the whole way: through the session store and the view of administrators.
    send: ({ method, path }) =>
      app.answer({ method, path, query: new URLSearchParams(), headers: { authorization: 'Bearer nobody-holds-this' }, body: {} }),
    routes: [{ path: '/admin', expect: [401] }],
  }),
]
