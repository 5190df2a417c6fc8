import { type Actor, may } from '../access/model'
import type { Answer } from '../kernel/answers'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import { within } from '../runtime/deadline'
import type { Unit } from '../settings/model'
import type { WebApp } from '../web/app'
import type { HostLoadsAnswer, SettingsAnswer } from './answers'

/** A setting with the value that holds, and where it comes from (SET-1, SET-2). */
export type SettingRow = SettingsView['settings'][number]

export type SettingsView = Answer<typeof SettingsAnswer>

/** Units of settings that are money. */
const MONEY: ReadonlySet<Unit> = new Set<Unit>(['money-per-hour'])

/** Everything that somebody may want to change, as it holds now; amounts only for those who may see money (ECO-4). */
export function settingsView({ config, mirror }: Pick<WebApp, 'config' | 'mirror'>, actor: Actor): SettingsView {
  const shown = may(actor, 'read-money') ? config.settings.all : config.settings.all.filter(({ definition }) => !MONEY.has(definition.unit))
  return {
    file: config.file,
    currencies: mirror.world.currencies,
    settings: shown.map(({ definition: { key, title, about, unit, min, max, default: fallback }, value, origin }) => ({
      key,
      title,
      about,
      unit,
      min,
      max,
      default: fallback,
      value,
      origin,
    })),
  }
}

/** Our load on one host, now and in the last minute (CHK-11). */
export type HostLoad = HostLoads['hosts'][number]
export type HostLoads = Answer<typeof HostLoadsAnswer>

/** Our load on each host that is watched, the heaviest first; from the engine, which alone knows. */
export async function hostLoads({ config, engine }: Pick<WebApp, 'config' | 'engine'>): Promise<HostLoads> {
  const hosts = (await engine.request({ kind: 'host-loads' })) as readonly HostLoad[]
  return {
    hosts: [...hosts].sort((a, b) => b.perMinute - a.perMinute || (a.host < b.host ? -1 : 1)),
    limits: {
      concurrent: config.settings.get('checks.maxConcurrentPerHost'),
      perSecond: config.settings.get('checks.maxPerSecondPerHost'),
    },
  }
}

/** A page waits so long for what only the engine knows, and then is shown without it. */
const LOADS_WITHIN_MS = 2 * SECOND

/** The same for a page, which also stands while the engine is away. */
export async function hostLoadsOrWhy(app: Pick<WebApp, 'config' | 'engine' | 'clock'>): Promise<HostLoads | { readonly missing: string }> {
  try {
    return await within(app.clock, LOADS_WITHIN_MS, 'Asking the engine for its load on hosts', hostLoads(app))
  } catch (cause) {
    return { missing: sentenceOf(cause) }
  }
}
