import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What fades in is judged when it is there; what pulses for as long as it is shown is not waited for. */
const STILL = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
  .map(({ finished }) => finished))`

/**
 * What axe finds wrong with the page by all of its rules or by some, each with where it is. It is put into a page once, however often that is looked
 * at: its half a megabyte takes longer to be read than most pages take to be looked through. None of our pages has frames.
 */
export async function unreadableOn(page: Page, only: readonly string[] = []): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE)
  await page.evaluate(STILL)
  const options = { resultTypes: ['violations'], ...(only.length > 0 && { runOnly: { type: 'rule', values: only } }) }
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 4)
      .map(
        ({ target, failureSummary = '' }) =>
          `${id}: ${help} at ${target.join(' ')} (${failureSummary.split('\n').slice(1, 2).join('').trim()})`,
      ),
  )
}

/** Nothing on the page keeps anybody from reading or using it, as far as axe can see. */
export async function expectReadable(page: Page): Promise<void> {
  expect(await unreadableOn(page), page.url()).toEqual([])
}
