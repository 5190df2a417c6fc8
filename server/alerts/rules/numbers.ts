import type { SettingKey } from '../../settings/registry'
import type { Settings } from '../../settings/rules/effective'

/** The numbers of the pager that somebody may want to change, in milliseconds. 0 means never where the setting says so. */
export type PagerNumbers = {
  readonly groupWaitMs: number
  readonly groupIntervalMs: number
  readonly repeatEveryMs: number
  readonly acknowledgementMs: number
  readonly giveUpAfterMs: number
  readonly flapping: { readonly changes: number; readonly windowMs: number }
}

/** Taken from the settings once, and again when they change. */
export const pagerNumbers = (settings: Pick<Settings<SettingKey>, 'get'>): PagerNumbers => ({
  groupWaitMs: settings.get('alerts.groupWait'),
  groupIntervalMs: settings.get('alerts.groupInterval'),
  repeatEveryMs: settings.get('alerts.repeatEvery'),
  acknowledgementMs: settings.get('alerts.acknowledgementTimeout'),
  giveUpAfterMs: settings.get('alerts.giveUpAfter'),
  flapping: { changes: settings.get('alerts.flappingChanges'), windowMs: settings.get('alerts.flappingWindow') },
})
