import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What axe finds wrong with the page by all of its rules or by some, each with where it is. */
export async function unreadableOn(page: Page, only: readonly string[] = []): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (only.length > 0 ? axe.withRules([...only]) : axe).analyze()
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
