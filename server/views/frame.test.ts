import { expect, test } from 'vitest'
import { profileBadge } from './frame'

test.each([
  [
    { demo: true, profile: 'production' },
    { name: 'DEMO', production: false },
  ],
  [
    { demo: false, profile: 'development' },
    { name: 'DEVELOPMENT', production: false },
  ],
  [
    { demo: false, profile: 'staging' },
    { name: 'STAGING', production: false },
  ],
  [
    { demo: false, profile: 'production' },
    { name: 'PRODUCTION', production: true },
  ],
] as const)('%o is badged %o', (settings, badge) => expect(profileBadge(settings)).toEqual(badge))
