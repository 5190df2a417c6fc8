import { z } from 'zod'
import { invalid } from '@/server/kernel/errors'
import { parseWithin } from '@/server/kernel/inputs'
import { defineRegistry } from '@/server/kernel/registry'
import { alertmanager } from './alertmanager'
import { generic } from './generic'
import { grafana } from './grafana'
import type { SourceType } from './source'

/** Forgets the type of the options, which only `parseSourceOptions` can give back. */
const anyType = <Options>(type: SourceType<Options>): SourceType => type as SourceType

export const sourceTypes = defineRegistry<SourceType>('kind of source', [anyType(alertmanager), anyType(grafana), anyType(generic)])

/** The type of that kind, or a refusal that lists the kinds there are. */
export function sourceTypeOf(kind: string): SourceType {
  const type = sourceTypes.get(kind)
  if (type) return type
  const message = `"${kind}" is not a kind of source; there are ${sourceTypes.all.map((one) => one.kind).join(', ')}`
  throw invalid(`${message}.`, [{ path: 'kind', message }])
}

/** The options of a source, parsed by its type; refused with a path (`options.fields.status`) and a sentence for each issue. */
export function parseSourceOptions(kind: string, options: unknown): unknown {
  return parseWithin(sourceTypeOf(kind).options, options, 'options')
}

/** The JSON schema of a type's options, for the API's description and finding secrets. */
export const optionsSchemaOf = (type: SourceType) => z.toJSONSchema(type.options, { io: 'input', unrepresentable: 'any' })
