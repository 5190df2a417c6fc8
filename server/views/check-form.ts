import { sealKey } from '../access/seal'
import { checkTypes } from '../checks/types/registry'
import { CHECK } from '../declare/kinds'
import { read } from '../declare/verbs/read'
import type { PageContext } from '../web/page-context'

/** What the form for a check needs; `editing` only for one that it can edit, otherwise `because` says where it is edited. */
export async function checkFormView({ app, sql, world, rights }: PageContext, idOrName?: string) {
  const services = [...world.services.values()]
    .map(({ service: { name, title } }) => ({ name, title }))
    .sort((a, b) => a.title.localeCompare(b.title))
  const common = {
    services,
    mayCreateServices: rights.has('edit-services'),
    otherTypes: checkTypes.all.filter(({ kind }) => kind !== 'http').map(({ kind, label, about }) => ({ kind, label, about })),
  }
  if (idOrName === undefined) return { ...common, editing: undefined, because: undefined }
  const { id, version, source, definition } = await read({ sql, key: sealKey(app.settings.secret) }, CHECK, { id: idOrName })
  if (source === 'file')
    return {
      ...common,
      editing: undefined,
      because: `${definition.name} is declared in plimsoll.yaml and is read-only here; change the file and run \`plimsoll apply\`.`,
    }
  if (definition.type !== 'http')
    return {
      ...common,
      editing: undefined,
      because: `${definition.name} is a check of type ${definition.type}. The form knows http; change others by API, with PUT /api/v1/checks/${definition.name}.`,
    }
  // Plain data, so that it may travel to the browser: what is not set is left out.
  return {
    ...common,
    editing: { id, version, definition: JSON.parse(JSON.stringify(definition)) as typeof definition },
    because: undefined,
  }
}
export type CheckFormView = Awaited<ReturnType<typeof checkFormView>>
