import { z } from 'zod'
import { applyDocument, planDocument, routingAfter } from '../../declare/apply-document'
import type { Field, Step } from '../../declare/difference'
import { type Document, needsOf, readDocument } from '../../declare/document'
import { warningInWords, warningsAfter, warningsIn, whomOf } from '../../declare/findings'
import { type Inventory, readInventory } from '../../declare/store'
import { DEFINITIONS } from '../../settings/registry'
import { settle } from '../../settings/rules/effective'
import { defineCommand, EXIT } from '../command'

export const apply = defineCommand({
  kind: 'apply',
  usage: 'FILE [--prune] [--dry-run]',
  about: 'Makes what a file declares so, and says what that changed. Nothing is deleted without --prune, and history never.',
  options: {
    prune: { type: 'boolean', about: 'Takes out of use what an earlier file declared and this one does not.' },
    'dry-run': { type: 'boolean', about: 'Says what would change, and changes nothing.' },
  },
  args: z.strictObject({
    operands: z.tuple([z.string()], 'must name one file: plimsoll apply plimsoll.yaml'),
    prune: z.boolean().default(false),
    'dry-run': z.boolean().default(false),
  }),
  async run(tools, { operands: [file], prune, 'dry-run': dryRun }) {
    const text = await tools.read(file)
    const { profile } = tools.environment()
    const { sql, key } = await tools.connect()
    const inventory = await readInventory(sql, key)
    const document = readDocument(text, tools.variables, namesIn(inventory, prune))
    settle(DEFINITIONS, profile, document.settings)
    const { steps, obstacle } = dryRun
      ? planDocument(document, inventory, prune)
      : { steps: await applyDocument({ sql, ids: tools.ids, key, now: tools.clock.now() }, document, { prune }), obstacle: undefined }
    const done = steps.filter(({ does }) => does !== 'undeclared')
    if (!dryRun && done.length > 0)
      await tools.audit({
        action: 'configuration.apply',
        after: { file, steps: done.map(({ does, noun, name }) => `${does} ${noun} ${name}`) },
      })
    const now = tools.clock.now()
    const after = routingAfter(document, inventory, prune)
    const lost = steps.some(({ does }) => does === 'remove' || does === 'change')
      ? warningsAfter({ noun: 'file', name: file }, whomOf(inventory, now), whomOf(after, now), now)
      : []
    const warnings = [...new Map([...lost, ...warningsIn(after, now)].map((one) => [warningInWords(one), one])).values()]
    tools.say(
      [
        ...steps.map(lineOf),
        ...summary(steps, dryRun),
        ...warnings.map((one) => `! ${warningInWords(one)}`),
        ...(obstacle ? [`! It would be refused: ${obstacle.message}`] : []),
        ...atStart(document),
      ],
      { dryRun, steps, warnings, ...(obstacle && { refusal: obstacle.message }) },
    )
    return obstacle ? EXIT.refused : EXIT.done
  },
})

/** What the file may refer to besides what it declares: all that will still be there. */
const namesIn = ({ services, checks }: Inventory, prune: boolean) => {
  const staying = (list: Inventory['services'] | Inventory['checks']) =>
    new Set(list.filter(({ source }) => !prune || source === 'api').map(({ shape }) => shape.name))
  const neededBy = (name: string) =>
    checks.filter(({ shape }) => shape.name === name).flatMap(({ shape }) => needsOf(shape).map((need) => need.name))
  return { services: staying(services), checks: staying(checks), neededBy }
}

const SIGNS = { create: '+', change: '~', adopt: '~', remove: '-', undeclared: '?' } as const

const lineOf = ({ does, noun, name, fields }: Step): string =>
  `${SIGNS[does]} ${noun} ${name}${fields.length > 0 ? ` (${fields.map(sayField).join(', ')})` : ''}${NOTES[does] ?? ''}`

/** `interval: 1min → 30s`; `slowAfter: 2s` where there was none; the name alone where the values are long. */
const sayField = ({ name, before, after }: Field): string => {
  if (before === undefined) return after === undefined ? name : `${name}: ${after}`
  return `${name}: ${before} → ${after ?? 'none'}`
}

const NOTES: Partial<Record<Step['does'], string>> = {
  adopt: ', made through the API, is declared by the file from now on',
  undeclared: ' is no longer declared and stays; --prune takes it out of use',
}

function summary(steps: readonly Step[], dryRun: boolean): readonly string[] {
  const count = (...kinds: readonly Step['does'][]) => steps.filter(({ does }) => kinds.includes(does)).length
  const [created, changed, removed] = [count('create'), count('change', 'adopt'), count('remove')]
  if (created + changed + removed === 0) return ['Everything is as declared already.']
  return [`${dryRun ? 'It would be: ' : ''}${created} created, ${changed} changed, ${removed} taken out of use.`]
}

const atStart = ({ settings, anchors }: Document): readonly string[] =>
  Object.keys(settings).length + anchors.length === 0
    ? []
    : ['The settings and anchors of a file hold from the next start on, if PLIMSOLL_CONFIG names it.']
