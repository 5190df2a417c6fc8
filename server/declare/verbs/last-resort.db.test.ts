import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../../access/seal'
import { loadCatalogue } from '../../pipeline/load'
import { systemIds } from '../../runtime/ids'
import { personAs } from '../../web/testing'
import { applyDocument } from '../apply-document'
import { readDocument } from '../document'
import type { DeclareCtx } from '../editing'
import { POLICY } from '../routing'
import { create } from './create'
import { readLastResort, setLastResort } from './last-resort'

const { sql, stop } = await testDatabase()
afterAll(stop)

const NOW = new Date('2026-11-22T12:00:00.000Z')
const key = sealKey('a secret of the test that is long enough')
const ctx: DeclareCtx = {
  sql,
  clock: { now: () => NOW } as DeclareCtx['clock'],
  ids: systemIds,
  actor: personAs('admin'),
  address: '198.51.100.7',
  key,
}
const held = async () => (await loadCatalogue(sql, NOW)).routing.lastResort
const apply = (file: string) => applyDocument({ sql, ids: systemIds, key, now: NOW }, readDocument(file, {}), { prune: false })

test('a policy becomes what holds for the rest without a file, is kept from being deleted, and a file takes it over (ALR-15)', async () => {
  await create(ctx, POLICY, POLICY.input.parse({ name: 'urgent', steps: [{ tell: [{ person: 'bo@example.com' }] }] }))
  expect(await readLastResort(sql)).toEqual({ policy: null, source: 'api' })
  await expect(setLastResort(ctx, { policy: 'urgnt' })).rejects.toThrow('did you mean "urgent"?')
  await setLastResort(ctx, { policy: 'urgent' })
  await setLastResort(ctx, { policy: 'urgent' })
  expect(await held()).toBe('urgent')
  const entries = await sql`select before, after from audit_log where action = 'paging.last-resort'`
  expect(entries).toMatchObject([{ before: { policy: null }, after: { policy: 'urgent' } }])

  await apply('services: [{ name: shop }]')
  expect(await held()).toBe('urgent')
  await apply('policies: [{ name: late, steps: [{ tell: [{ person: bo@example.com }] }] }]\npaging: { lastResort: late }')
  expect(await readLastResort(sql)).toEqual({ policy: 'late', source: 'file' })
  await expect(setLastResort(ctx, { policy: null })).rejects.toThrow('declared in plimsoll.yaml')
})
