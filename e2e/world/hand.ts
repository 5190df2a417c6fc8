import type { Locator } from '@playwright/test'

/** Somebody's hand at a page, whose presses are counted: what is typed is not, what is pressed to get there is. */
export function countingHand() {
  let presses = 0
  const isFocused = (at: Locator) => at.evaluate((element) => element === document.activeElement)
  return {
    presses: () => presses,
    async click(at: Locator): Promise<void> {
      presses++
      await at.click()
    },
    /** Into a field that has the cursor one only types. */
    async type(at: Locator, text: string): Promise<void> {
      await at.waitFor()
      if (!(await isFocused(at))) {
        presses++
        await at.click()
      }
      await at.fill(text)
    },
    /** Opens a list and picks from it. */
    async choose(at: Locator, label: string): Promise<void> {
      presses += 2
      await at.selectOption({ label })
    },
  }
}
