import { z } from 'zod'
import { sealKey } from '../access/seal'
import { CheckInput } from '../checks/input'
import { checkTypes, optionsSchemaOf } from '../checks/types/registry'
import { CHECK } from '../declare/kinds'
import { read } from '../declare/verbs/read'
import type { PageContext } from '../web/page-context'

/** Everything but the options, whose schema is that of the type. */
const COMMON = z.toJSONSchema(CheckInput, { io: 'input', unrepresentable: 'any' })

/**
 * What the form for a check needs: the schemas that it is made from, and the check that is edited or copied; `because` says where that is
 * edited when it is not here.
 */
export async function checkFormView(
  { app, sql, world, rights }: PageContext,
  { edit, copy }: { edit?: string; copy?: string | undefined } = {},
) {
  const services = [...world.services.values()]
    .map(({ service: { name, title } }) => ({ name, title }))
    .sort((a, b) => a.title.localeCompare(b.title))
  const common = {
    services,
    mayCreateServices: rights.has('edit-services'),
    schema: plain(COMMON),
    types: checkTypes.all.map((type) => ({ kind: type.kind, label: type.label, about: type.about, schema: plain(optionsSchemaOf(type)) })),
  }
  const id = edit ?? copy
  if (id === undefined) return { ...common, editing: undefined, copied: undefined, because: undefined }
  const { id: found, version, source, definition } = await read({ sql, key: sealKey(app.settings.secret) }, CHECK, { id })
  if (edit === undefined) return { ...common, editing: undefined, copied: plain(definition), because: undefined }
  if (source === 'file')
    return {
      ...common,
      editing: undefined,
      copied: undefined,
      because: `${definition.name} is declared in plimsoll.yaml and is read-only here; change the file and run \`plimsoll apply\`.`,
    }
  return { ...common, editing: { id: found, version, definition: plain(definition) }, copied: undefined, because: undefined }
}
export type CheckFormView = Awaited<ReturnType<typeof checkFormView>>

/** Plain data, so that it may travel to the browser: what is not set is left out. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
