import { describe, expect, test } from 'vitest'
import { type AuditEntry, RIGHTS } from '../model'
import { actionsSaying, changesOf, deedOf, shownTo } from './audit-entry'

const anEntry = (parts: Partial<AuditEntry>): AuditEntry => ({
  id: '01900000-0000-7000-8000-000000000000',
  at: new Date('2026-11-17T14:02:00Z'),
  actorKind: 'person',
  actorId: 'sam',
  actorName: 'Sam',
  action: 'person.change-role',
  subjectId: 'ada',
  subjectName: 'Ada',
  before: null,
  after: null,
  address: null,
  ...parts,
})

describe('amounts', () => {
  const priced = anEntry({ action: 'stream.edit', before: { perHour: 6_750 }, after: { perHour: 7_000 } })
  test('are kept from whoever may not see money, and that it was done is not', () =>
    expect(shownTo(priced, new Set(['read', 'read-audit']))).toEqual({ ...priced, before: null, after: null }))
  test('are there for whoever may', () => expect(shownTo(priced, new Set(RIGHTS))).toBe(priced))
  test.each(['opportunity.create', 'segment.remove'])('of %s are kept, too', (action) =>
    expect(shownTo(anEntry({ action, after: { value: 925_000 } }), new Set(['read-audit'])).after).toBeNull(),
  )
  test('stand in no other entry, which is left as it is', () => {
    const plain = anEntry({ after: { role: 'viewer' } })
    expect(shownTo(plain, new Set(['read-audit']))).toBe(plain)
  })
})

describe('a deed in words', () => {
  test('names whom it was done to', () => expect(deedOf(anEntry({}))).toEqual({ says: 'changed the role of', to: 'Ada' }))
  test('names nobody where it was done to oneself', () =>
    expect(deedOf(anEntry({ action: 'session.sign-in' }))).toEqual({ says: 'signed in', to: undefined }))
  test('tells a wall link from a key, made or revoked', () => {
    expect(deedOf(anEntry({ action: 'key.create', after: { kind: 'wall' } })).says).toBe('made the wall link')
    expect(deedOf(anEntry({ action: 'key.revoke', before: { kind: 'wall' } })).says).toBe('revoked the wall link')
    expect(deedOf(anEntry({ action: 'key.revoke', before: { kind: 'api' } })).says).toBe('revoked the key')
  })
  test('that is not known keeps its own name', () =>
    expect(deedOf(anEntry({ action: 'POST /api/v1/x', subjectName: null }))).toEqual({ says: 'POST /api/v1/x', to: 'ada' }))
  test('is found by the words that one reads', () => {
    expect(actionsSaying('Role of')).toEqual(['person.change-role'])
    expect(actionsSaying('zebra')).toEqual([])
  })
})

describe('what was changed', () => {
  const changes = (before: unknown, after: unknown) => changesOf({ action: 'check.edit', before, after })
  test('has both sides of each field', () =>
    expect(changes({ role: 'viewer' }, { role: 'engineer' })).toEqual([{ name: 'role', before: 'viewer', after: 'engineer' }]))
  test('has one side where the field was made or taken away', () =>
    expect(changes({ owner: null, tier: 1 }, { owner: 'ops' })).toEqual([
      { name: 'owner', after: 'ops' },
      { name: 'tier', before: '1' },
    ]))
  test('is told without braces: lists, things in things, yes and no', () =>
    expect(changes(null, { critical: true, tags: [], dependsOn: { api: 0.5 }, steps: ['a', 'b'] }).map(({ after }) => after)).toEqual([
      'yes',
      'none',
      'api 0.5',
      'a, b',
    ]))
  test('says of a secret that it is one', () =>
    expect(changes(null, { options: { password: { $secret: true } } })).toEqual([{ name: 'options', after: 'password a secret' }]))
  test('has the fields that an edit names, those without values, too', () =>
    expect(changes({ interval: '5s' }, { interval: '10s', fields: ['interval', 'options'] })).toEqual([
      { name: 'interval', before: '5s', after: '10s' },
      { name: 'options' },
    ]))
  test('says of a key when it ends, and not its kind, which its sentence says', () =>
    expect(changesOf({ action: 'key.create', before: null, after: { kind: 'wall', expiresAt: '2027-11-22T17:10:26.619Z' } })).toEqual([
      { name: 'expiresAt', after: '2027-11-22 17:10 UTC' },
    ]))
  test('is nothing where nothing is stored', () => expect(changes(null, null)).toEqual([]))
})
