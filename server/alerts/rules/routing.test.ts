import { expect, test } from 'vitest'
import { type Routes, routeOf } from './routing'
import { policyOf } from './testing'

const main = policyOf([{ tell: 'ops' }])
const last = { ...main, name: 'last' }
const ROUTES: Routes = {
  policyOfTeam: (team) => ({ Payments: 'main', Search: null, Growth: 'gone' })[team],
  policy: (name) => [main, last].find((policy) => policy.name === name),
  lastResort: 'last',
}
const owned = (owner: string | null) => ({ title: 'Checkout', owner })

test("a service's owner leads to the policy of the team", () =>
  expect(routeOf(owned('Payments'), ROUTES)).toEqual({ policy: main, finding: null }))

test.each([
  ['of no service', null, 'The incident is of no service; the policy of last resort last is followed'],
  ['without an owner', owned(null), 'Checkout has no owner; the policy of last resort last is followed'],
  [
    'of a team that is none',
    owned('Sales'),
    'Checkout is owned by Sales, which is no team here; the policy of last resort last is followed',
  ],
  ['of a team without a policy', owned('Search'), 'The team Search has no policy; the policy of last resort last is followed'],
  [
    'of a team with a policy that is gone',
    owned('Growth'),
    'The team Growth names the policy gone, which does not exist; the policy of last resort last is followed',
  ],
])('what is %s follows the policy of last resort, and that is a finding (ALR-15)', (_claim, service, finding) =>
  expect(routeOf(service, ROUTES)).toEqual({ policy: last, finding }),
)

test.each([null, 'gone'])('with %s as the policy of last resort there is none, and that is said', (lastResort) =>
  expect(routeOf(null, { ...ROUTES, lastResort })).toEqual({
    policy: null,
    finding: 'The incident is of no service; there is no policy of last resort either',
  }),
)
