import type { z } from 'zod'
import { MaintenanceInput, type MaintenanceWindow } from '../alerts/model'
import { holdsNext, isAbout } from '../alerts/rules/maintenance'
import { maintenanceWarnings, nextInWords } from '../alerts/rules/maintenance-words'
import type { Declared } from '../declare/editing'
import { WINDOW } from '../declare/routing'
import { create } from '../declare/verbs/create'
import { endWindow } from '../declare/verbs/end-window'
import { readAll } from '../declare/verbs/read'
import type { Answer } from '../kernel/answers'
import { invalid } from '../kernel/errors'
import { placeOf } from '../pipeline/labels'
import type { World } from '../pipeline/model'
import type { MaintenanceListAnswer, TriedAnswer } from './answers'
import { declareCtx, shown } from './declaring'
import type { WebCtx } from './handle'

export type Planned = Answer<typeof MaintenanceListAnswer>['maintenance'][number]

/** Every maintenance window, in the order of their names, with when it holds. */
export async function readMaintenance(ctx: WebCtx): Promise<{ readonly maintenance: readonly Planned[] }> {
  const now = ctx.clock.now()
  const { windows } = ctx.web.app.mirror.world
  const all = await readAll(declareCtx(ctx), WINDOW)
  return {
    maintenance: all.map((one): Planned => {
      const window = windows.get(one.id)
      const next = window && holdsNext(window, now)
      return { ...one, next: next ? { ...next, holds: next.fromAt <= now } : null }
    }),
  }
}

/** Plans maintenance. What lies in the past is refused: it would keep nothing quiet. */
export async function planMaintenance(ctx: WebCtx, input: MaintenanceInput): Promise<Declared> {
  const now = ctx.clock.now()
  if (!holdsNext({ when: input.when, createdAt: now, endedAt: null }, now)) {
    const message = 'lies in the past: it would keep nothing quiet; choose a time that is still to come'
    throw invalid(`when ${message}.`, [{ path: 'when', message }])
  }
  return await shown(ctx, create(declareCtx(ctx), WINDOW, input))
}

export const endMaintenance = (ctx: WebCtx, ref: { readonly id: string }): Promise<Declared> => shown(ctx, endWindow(declareCtx(ctx), ref))

/** As much of a window as says when it holds and for what. */
export const MaintenanceTrial = MaintenanceInput.pick({ matcher: true, when: true })

export type Tried = Answer<typeof TriedAnswer>

/** What a window would do, before anything is saved. */
export function tryMaintenance({ clock, web: { app } }: WebCtx, { matcher, when }: z.output<typeof MaintenanceTrial>): Tried {
  const now = clock.now()
  const { world } = app.mirror
  const window = { matcher, when, createdAt: now, endedAt: null }
  const checks = countOf(world, window)
  return { says: nextInWords(window, now), warnings: maintenanceWarnings(window, { checks, of: world.checks.size }, now), checks }
}

function countOf(world: World, window: Pick<MaintenanceWindow, 'matcher'>): number {
  let count = 0
  for (const state of world.checks.values()) if (isAbout(window, placeOf(world, state))) count++
  return count
}
