import type { World } from '../../pipeline/model'
import type { CheckRow } from '../rows'
import { checkRowWithRecent, checks } from './checks'
import { affectedIdsOf } from './incidents'
import { type Cause, defineTopic } from './topic'

type Some = {
  readonly kind: string
  readonly idsOf: (world: World, key: string) => readonly string[]
  /** Whether the cause may have made other checks belong to it. */
  readonly regroups: (cause: Cause, key: string) => boolean
}

const someChecks = ({ kind, idsOf, regroups }: Some) =>
  defineTopic<CheckRow>({
    kind,
    keyed: true,
    right: 'read',
    all: (world, key) =>
      idsOf(world, key).flatMap((id) => {
        const state = world.checks.get(id)
        return state ? [checkRowWithRecent(world, state)] : []
      }),
    touched(world, cause, key) {
      if (regroups(cause, key)) return 'all'
      const touched = checks.touched(world, cause, '')
      if (touched === 'all' || touched.length === 0) return touched
      const own = new Set(idsOf(world, key))
      return touched.filter((id) => own.has(id))
    },
    item: checks.item,
  })

/** The checks of one service, with their last results: a screen that shows few services does not need the others. */
export const serviceChecks = someChecks({
  kind: 'service-checks',
  idsOf: (world, key) => (world.checksOf.get(key) ?? []).map(({ check }) => check.id),
  regroups: () => false,
})

/** The checks that an incident affects, as many of them as its row names. */
export const incidentChecks = someChecks({
  kind: 'incident-checks',
  idsOf: affectedIdsOf,
  regroups: (cause, key) => cause.kind === 'alert' && cause.alert.incidentId === key,
})
