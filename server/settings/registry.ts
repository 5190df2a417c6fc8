import { alerts } from './definitions/alerts'
import { checks } from './definitions/checks'
import { impact } from './definitions/impact'
import { incidents } from './definitions/incidents'
import { status } from './definitions/status'
import { storage } from './definitions/storage'

/** Every setting there is, in the order of the manual. */
export const DEFINITIONS = [...checks, ...impact, ...alerts, ...incidents, ...status, ...storage]
export type SettingKey = (typeof DEFINITIONS)[number]['key']
