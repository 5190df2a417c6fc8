import { describe, expect, test } from 'vitest'
import { type Actor, landingPage, may, NOBODY, RIGHTS, ROLE_RIGHTS, ROLES, rolesWith, SYSTEM } from './model'

/** Every role by every right; a new one fails here until somebody decides. */
const EXPECTED = `
                     viewer executive responder engineer admin
read                 yes    yes       yes       yes      yes
read-money           -      yes       yes       yes      yes
comment              -      yes       yes       yes      yes
subscribe            -      yes       yes       yes      yes
work-incidents       -      -         yes       yes      yes
silence-alerts       -      -         yes       yes      yes
pause-checks         -      -         yes       yes      yes
run-checks           -      -         yes       yes      yes
edit-checks          -      -         -         yes      yes
edit-services        -      -         -         yes      yes
plan-maintenance     -      -         -         yes      yes
run-procedures       -      -         -         yes      yes
edit-impact          -      -         -         -        yes
read-health-details  -      yes       yes       yes      yes
open-wall            -      -         -         -        yes
change-settings      -      -         -         -        yes
manage-people        -      -         -         -        yes
manage-keys          -      -         -         -        yes
read-audit           -      -         -         -        yes`

const person = (role: (typeof ROLES)[number]): Actor => ({ kind: 'person', id: 'p', name: 'Ada', role })

describe('who may do what (ECO-4)', () => {
  test('the whole table of roles and rights', () => {
    const [head, ...rows] = EXPECTED.trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
    expect(head).toEqual([...ROLES])
    expect(RIGHTS.map((right) => [right, ...ROLES.map((role) => (may(person(role), right) ? 'yes' : '-'))])).toEqual(rows)
  })

  test('nobody has no right, and Plimsoll itself has all', () => {
    expect(RIGHTS.filter((right) => may(NOBODY, right))).toEqual([])
    expect(RIGHTS.filter((right) => may(SYSTEM, right))).toEqual([...RIGHTS])
  })

  test('a key may what its scopes say and nothing else', () => {
    const key: Actor = { kind: 'key', id: 'k', name: 'pipeline', scopes: ['read', 'edit-checks'] }
    expect(RIGHTS.filter((right) => may(key, right))).toEqual(['read', 'edit-checks'])
  })

  test('what anyone may needs no sign-in, what the signed-in may does', () => {
    expect([may(NOBODY, 'anyone'), may(NOBODY, 'signed-in'), may(person('viewer'), 'signed-in')]).toEqual([true, false, true])
  })

  test('every right has somebody who holds it, and says who', () => {
    for (const right of RIGHTS) expect(rolesWith(right), right).toContain('admin')
    expect(rolesWith('work-incidents')).toEqual(['responder', 'engineer', 'admin'])
  })

  test('everybody lands on a page that they may read', () => {
    for (const role of ROLES) {
      expect(ROLE_RIGHTS[role].has('read')).toBe(true)
      expect(landingPage(role)).toMatch(/^\/(executive|operations|engineering)$/)
    }
  })
})
