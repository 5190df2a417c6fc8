import { z } from 'zod'
import { importers } from '../../importers/registry'
import { writtenAs } from '../../importers/written'
import { invalid } from '../../kernel/errors'
import { defineCommand, EXIT } from '../command'

const KINDS = importers.all.map(({ kind }) => kind).join(', ')

export const importCommand = defineCommand({
  kind: 'import',
  usage: 'TOOL FILE…',
  about: `Prints what another tool declares as a file for \`plimsoll apply\`, with what could not be carried over on top. Tools: ${KINDS}.`,
  options: {},
  args: z.strictObject({
    operands: z
      .array(z.string())
      .refine(([kind]) => kind !== undefined, `must begin with a tool: plimsoll import TOOL FILE…, where TOOL is one of ${KINDS}`),
  }),
  async run(tools, { operands: [kind = '', ...paths] }) {
    const importer = importers.get(kind)
    if (!importer) throw invalid(`There is no importer for "${kind}"; there are ${KINDS}.`)
    if (paths.length === 0) throw invalid(`Name what is to be imported: plimsoll import ${kind} ${importer.files}.`)
    const imported = importer.read(paths.map((path) => ({ path, absolute: tools.locate(path) })))
    tools.say(writtenAs(imported, paths.join(' and ')).split('\n'), imported)
    return EXIT.done
  },
})
