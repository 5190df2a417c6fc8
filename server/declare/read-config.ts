import { readFile } from 'node:fs/promises'
import { pagerNumbers } from '../alerts/rules/numbers'
import { invalid, sentenceOf } from '../kernel/errors'
import { toMinor } from '../kernel/money'
import type { Rules } from '../pipeline/model'
import type { Profile } from '../settings/model'
import { DEFINITIONS, type SettingKey } from '../settings/registry'
import { type Settings, settle } from '../settings/rules/effective'
import { type Document, type Known, readDocument } from './document'
import { type Places, placeKey, placesIn } from './places'

/** The file as it was read, or an empty one; and the settings that hold with it. */
export type Config = {
  readonly file: string | null
  readonly document: Document
  readonly settings: Settings<SettingKey>
  /** Where in the file each thing was when it was read. */
  readonly places: Places
}

/** File and line of what the file declares; null of what it did not hold when it was read. */
export function placeOf({ file, places }: Pick<Config, 'file' | 'places'>, list: string, name: string): FilePlace | null {
  const line = places.get(placeKey(list, name))
  return file === null || line === undefined ? null : { file, line }
}
export type FilePlace = { readonly file: string; readonly line: number }

export type ConfigParts = {
  readonly file: string | undefined
  readonly profile: Profile
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly known?: Known
}

/**
 * Reads the configuration file and settles the settings.
 *
 * @throws Refusal `invalid` with every issue that was found
 */
export async function readConfig({ file, profile, variables, known }: ConfigParts): Promise<Config> {
  const text =
    file === undefined
      ? ''
      : await readFile(file, 'utf8').catch((cause) =>
          Promise.reject(invalid(`The configuration file ${file} cannot be read: ${sentenceOf(cause)}.`)),
        )
  const document = readDocument(text, variables, known)
  return { file: file ?? null, document, settings: settle(DEFINITIONS, profile, document.settings), places: placesIn(text) }
}

/** The numbers that the pipeline decides by. */
export const rulesOf = (settings: Settings<SettingKey>, base: string, publicUrl: string | null): Rules => {
  const waterline = settings.find('impact.waterlinePerHour')
  return {
    degradedSeverity: settings.get('impact.degradedSeverity'),
    reopenWindowMs: settings.get('incidents.reopenWindow'),
    waterlinePerHourMinor: waterline === null ? null : toMinor(waterline, base),
    repairPrior: {
      medianMs: settings.get('impact.repairPriorMedian'),
      lowMs: settings.get('impact.repairPriorLow'),
      highMs: settings.get('impact.repairPriorHigh'),
    },
    tierWeights: { 1: settings.get('health.weightTier1'), 2: settings.get('health.weightTier2'), 3: settings.get('health.weightTier3') },
    pager: pagerNumbers(settings),
    maxReported: settings.get('alerts.maxReported'),
    publicUrl,
  }
}
