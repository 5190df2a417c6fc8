import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../runtime/root'
import { CONFIGURATION_PAGE, configurationPage } from './configuration-page'

test('the page of the manual is what the schemas say; if not, run: npx plimsoll docs', () =>
  expect(readFileSync(join(projectRoot(), CONFIGURATION_PAGE), 'utf8')).toBe(configurationPage()))

test.each([
  '| `PORT` | `3000` | The port to listen on. |',
  '| `interval` | duration, 1s to 1d | `1min` | Interval |',
  '| `grace` | duration, 0ms to 1d |',
  '| `auth.basic.password` | text | *required* | Password *secret* |',
  '| `steps[].name` | text | *required* | Name |',
  '| `port` | whole number, 1 to 65535 | `587` | Port. Usually 587',
  '| `routingKey` | text | *required* | Integration key. Of the service’s integration “Events API v2”. *secret* |',
  '| `retention.results` | `30d` | `1d` to `3650d` |',
  '| `impact.waterlinePerHour` | *not set* |',
])('it says %s', (row) => expect(configurationPage()).toContain(row))

test('it leaves no field without a kind of value but those that take any', () => {
  const anything = [...configurationPage().matchAll(/^\| `([^`]+)` \| anything \|/gm)].map(([, path]) => path)
  expect(anything.filter((path) => !/equals$|json$/.test(path ?? ''))).toEqual([])
})
