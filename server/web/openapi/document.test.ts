import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { metricsRoute } from '../../health/metrics'
import { healthRoutes } from '../../health/routes'
import { projectRoot } from '../../runtime/root'
import { calendarRoutes } from '../calendars'
import { echoRoute } from '../echo-routes'
import { heartbeatRoutes } from '../heartbeat-routes'
import { alertRoutes } from '../inbound/alerts'
import { statusRoutes } from '../status/routes'
import { subscribeRoutes } from '../status/subscribe-routes'
import { bareApp, everyRoute } from '../testing'
import { clientTypes } from './client-types'
import { documentOf } from './document'
import { OUTSIDE } from './outside'

const routes = await everyRoute()
const document = documentOf(routes.map(({ path, method, handler: { route } }) => ({ path, method, route })))
const written = `${JSON.stringify(document, null, 1)}\n`
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
)

test('the document that is served is what the handlers say; if not, run: npx vitest run --project unit server/web/openapi -u', () =>
  expect(written).toMatchFileSnapshot(join(import.meta.dirname, 'openapi.json')))

test('the types of the client are those of the document; if not, the same command writes them', () =>
  expect(clientTypes(document)).toMatchFileSnapshot(join(projectRoot(), 'clients/typescript/schema.ts')))

test('it is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(written))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

test('every route file is in it with its right, and nothing that there is not', () => {
  const inFiles = routes.map(({ path, method, handler: { right } }) => `${method} ${path.replace(/\[(\w+)\]/g, '{$1}')} ${right}`)
  const outside = OUTSIDE.map(({ method, path, right }) => `${method} ${path} ${right}`)
  expect(operations.map((one) => `${one.name} ${one['x-right']}`).toSorted()).toEqual([...inFiles, ...outside].toSorted())
})

test('what is answered before Next is in it as it is', () => {
  const app = bareApp()
  const engine = { request: async () => undefined }
  const { clock, inbound } = app
  const there = [
    ...healthRoutes({ health: {} as never, clock, version: '1' }),
    metricsRoute({} as never),
    ...alertRoutes({ app, engine }),
    ...calendarRoutes(app),
    echoRoute({ engine, inbound }),
    ...heartbeatRoutes({ clock, engine }),
    ...statusRoutes(app),
    ...subscribeRoutes(app),
  ]
  expect(OUTSIDE.map(({ method, path, right }) => `${method} ${path} ${right}`).toSorted()).toEqual(
    there.map(({ method, path, right }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')} ${right}`).toSorted(),
  )
})

test('each says in a sentence of its own what it does, and has a name of its own', () => {
  expect(operations.filter(({ summary }) => !/^[A-Z].{3,79}$/.test(summary)).map(({ name, summary }) => `${name}: ${summary}`)).toEqual([])
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
})

test('everything but what anyone may asks for its right, with a key or a session', () => {
  for (const { name, security, 'x-right': right } of operations)
    if (right !== 'anyone') expect(security, name).toEqual([{ key: [right] }, { session: [right] }])
})

test('whatever succeeds is described, and every reference leads somewhere', () => {
  const open = operations.filter(({ responses }) =>
    Object.entries(responses).some(
      ([status, answer]) => status.startsWith('2') && !['204', '200'].includes(status) && !('content' in answer) && status !== '202',
    ),
  )
  expect(open.map(({ name }) => name)).toEqual([])
  const { schemas, responses } = document.components
  const known = new Set([
    ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
  ])
  const used = new Set([...written.matchAll(/"\$ref": "([^"]+)"/g)].map(([, ref = '']) => ref))
  expect([...used].filter((ref) => !known.has(ref))).toEqual([])
  expect([...known].filter((ref) => !used.has(ref))).toEqual([])
})

test('every body has an example, and its route takes it', () => {
  const wrong = routes.flatMap(({ path, method, handler: { route } }) => {
    const operation = document.paths[path.replace(/\[(\w+)\]/g, '{$1}')]?.[method.toLowerCase()]
    const media = operation?.requestBody?.content['application/json']
    if (!operation || !media) return []
    const named = Object.fromEntries((operation.parameters ?? []).map(({ name }) => [name, ID]))
    const { success, error } = route.input.safeParse({ ...named, ...Object(media.example) })
    return media.example !== undefined && success ? [] : [`${operation.operationId}: ${error?.message ?? 'there is none'}`]
  })
  expect(wrong).toEqual([])
})

/** Anything in an address takes it. */
const ID = '01900000-0000-7000-8000-000000000000'
