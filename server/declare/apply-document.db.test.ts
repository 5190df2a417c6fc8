import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../access/seal'
import { loadCatalogue } from '../pipeline/load'
import { systemIds } from '../runtime/ids'
import { applyDocument } from './apply-document'
import type { Step } from './difference'
import { readDocument } from './document'
import { readInventory } from './store'

const { sql, stop } = await testDatabase()
afterAll(stop)
const key = sealKey('a secret of the test that is long enough')
const parts = { sql, ids: systemIds, key, now: new Date('2026-11-17T14:00:00Z') }
const secret = 'tr0ub4dor-and-3'

const FILE = `
currencies: { base: GBP, rates: { USD: 0.79 } }
services:
  - { name: admin, tier: 1, dependsOn: [auth] }
  - { name: auth, tier: 1 }
checks:
  - { name: admin-area, service: admin, type: http, interval: 60s, options: { url: "http://127.0.0.1/admin", auth: { bearer: ${secret} } } }
streams:
  - { name: orders, currency: USD, perHour: 3600.5, profile: { timeZone: Europe/London }, dependsOn: { admin: 1 } }
opportunities:
  - { name: zebra, currency: GBP, value: 925000, probability: 0.7, closesOn: 2026-12-18, journeys: [{ check: admin-area }, { service: auth }], target: 1 }
segments:
  - { name: tenants, customers: 4200, reach: { admin: 0.5 } }
`
const summary = (steps: readonly Step[]) =>
  steps.map(({ does, noun, name, fields }) => [does, noun, name, ...fields.map((field) => Object.values(field).join(' '))].join(' '))

test('a file is applied, and applying it again changes nothing', async () => {
  const document = readDocument(FILE, {})
  expect(summary(await applyDocument(parts, document, { prune: false }))).toHaveLength(6)
  expect(await applyDocument(parts, document, { prune: false })).toEqual([])
  const { services, checks, streams, opportunities, segments, currencies } = await loadCatalogue(sql, new Date())
  const [admin, auth] = ['admin', 'auth'].map((name) => services.find((service) => service.name === name))
  expect(admin?.dependsOn).toEqual([auth?.id])
  expect(checks).toMatchObject([
    { name: 'admin-area', title: 'Admin area', intervalMs: 60_000, target: 'http://127.0.0.1/admin', source: 'file' },
  ])
  expect(streams).toMatchObject([
    { baselinePerHourMinor: 360_050, dependence: { [admin?.id ?? '']: 1 }, profile: { timeZone: 'Europe/London' } },
  ])
  expect(opportunities).toMatchObject([
    {
      valueMinor: 92_500_000,
      closesOn: '2026-12-18',
      journeys: [
        { kind: 'check', id: checks[0]?.id },
        { kind: 'service', id: auth?.id },
      ],
    },
  ])
  expect(segments).toMatchObject([{ customers: 4200 }])
  expect(currencies).toEqual({ base: 'GBP', rates: { USD: 0.79 } })
})

test('secrets are sealed at rest, and opened for executing', async () => {
  const [row] = await sql`select options::text as text from checks where name = 'admin-area' and removed_at is null`
  expect(row?.text).not.toContain(secret)
  expect(row?.text).toContain('$sealed')
  const { checks } = await readInventory(sql, key)
  expect(checks[0]?.shape.options).toEqual({ url: 'http://127.0.0.1/admin', auth: { bearer: secret } })
})

test('what changed is named; what is no longer declared stays until it is pruned, and its history for ever', async () => {
  const edited = FILE.replace('interval: 60s', 'interval: 30s').replace(/segments:[\s\S]*/, '')
  expect(summary(await applyDocument(parts, readDocument(edited, {}), { prune: false }))).toEqual([
    'change check admin-area interval 1min 30s',
    'undeclared segment tenants',
  ])
  expect((await loadCatalogue(sql, new Date())).segments).toHaveLength(1)
  expect(summary(await applyDocument(parts, readDocument(edited, {}), { prune: true }))).toEqual(['remove segment tenants'])
  expect((await loadCatalogue(sql, new Date())).segments).toEqual([])
  expect(await sql`select count(*)::int as n from segments`).toEqual([{ n: 1 }])
})

test('an edit keeps the check, with its number and its history', async () => {
  const [before] = (await loadCatalogue(sql, new Date())).checks
  await applyDocument(parts, readDocument(FILE.replace('interval: 60s', 'interval: 45s'), {}), { prune: false })
  const [after] = (await loadCatalogue(sql, new Date())).checks
  expect(after).toMatchObject({ id: before?.id, no: before?.no, version: (before?.version ?? 0) + 1 })
})
