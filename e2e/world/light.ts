import type { Page } from '@playwright/test'

/** VIEW-5: what a view may load of scripts, compressed. */
const SCRIPT_BYTES = 250_000

/** Says so where a page loads more scripts than a view may. */
export async function heavyOn(page: Page): Promise<readonly string[]> {
  const { bytes, scripts } = await page.evaluate(() => ({
    bytes: performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\.js(\?|$)/.test(name))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    scripts: document.querySelectorAll('script[src]').length,
  }))
  // Status pages need none; anywhere else nothing was counted.
  if (bytes === 0 && scripts > 0) return [`none of ${scripts} scripts was counted`]
  return bytes < SCRIPT_BYTES ? [] : [`${Math.round(bytes / 1_000)} kB of scripts, of ${SCRIPT_BYTES / 1_000}`]
}
