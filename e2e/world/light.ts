import type { Page } from '@playwright/test'

/** VIEW-5: what a view may load of scripts, compressed. */
const SCRIPT_BYTES = 250_000

/** Says so where a page loads more scripts than a view may. */
export async function heavyOn(page: Page): Promise<readonly string[]> {
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\.js(\?|$)/.test(name))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  )
  if (bytes === 0) return ['no script was loaded, or none was counted']
  return bytes < SCRIPT_BYTES ? [] : [`${Math.round(bytes / 1_000)} kB of scripts, of ${SCRIPT_BYTES / 1_000}`]
}
