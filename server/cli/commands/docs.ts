import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { defineCommand, EXIT } from '../command'
import { CONFIGURATION_PAGE, configurationPage } from '../configuration-page'

export const docs = defineCommand({
  kind: 'docs',
  usage: '[--check]',
  about: 'Writes the pages of the manual that follow from the code.',
  hidden: true,
  options: { check: { type: 'boolean', about: 'Writes nothing, and ends with 1 when a page is out of date.' } },
  args: z.strictObject({ operands: z.tuple([], 'takes nothing: plimsoll docs'), check: z.boolean().default(false) }),
  async run(tools, { check }) {
    const file = join(tools.root, CONFIGURATION_PAGE)
    const page = configurationPage()
    const stale = (await readFile(file, 'utf8').catch(() => '')) !== page
    if (stale && !check) await writeFile(file, page)
    const says = stale ? (check ? 'is out of date; write it with: npx plimsoll docs' : 'is written anew.') : 'is as the code has it.'
    tools.say([`${CONFIGURATION_PAGE} ${says}`], { page: CONFIGURATION_PAGE, stale })
    return stale && check ? EXIT.no : EXIT.done
  },
})
