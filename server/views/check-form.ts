import { z } from 'zod'
import { sealKey } from '../access/seal'
import type { Tier } from '../catalogue/model'
import { CheckInput } from '../checks/input'
import { checkTypes, optionsSchemaOf } from '../checks/types/registry'
import type { Declared } from '../declare/editing'
import { CHECK } from '../declare/kinds'
import { type FilePlace, placeOf } from '../declare/read-config'
import { read } from '../declare/verbs/read'
import type { PageContext } from '../web/page-context'

/** Everything but the options, whose schema is that of the type. */
const COMMON = z.toJSONSchema(CheckInput, { io: 'input', unrepresentable: 'any' })

/**
 * What the form for a check needs: the schemas that it is made from, and the check that is edited or copied; what the file declares is only
 * shown, with where it stands there.
 */
export async function checkFormView(
  { app, sql, world, rights }: PageContext,
  { edit, copy }: { edit?: string; copy?: string | undefined } = {},
): Promise<CheckFormView> {
  const services = [...world.services.values()]
    .map(({ service: { name, title, tier } }) => ({ name, title, tier }))
    .sort((a, b) => a.title.localeCompare(b.title))
  const common = {
    services,
    teams: world.routing.teams.map(({ name, policy }) => ({ name, policy: policy ?? null })),
    mayCreateServices: rights.has('edit-services'),
    mayDeclare: rights.has('change-settings'),
    schema: plain(COMMON),
    types: checkTypes.all.map((type) => ({ kind: type.kind, label: type.label, about: type.about, schema: plain(optionsSchemaOf(type)) })),
  }
  const id = edit ?? copy
  if (id === undefined) return common
  const { id: found, version, source, definition } = await read({ sql, key: sealKey(app.settings.secret) }, CHECK, { id })
  if (edit === undefined) return { ...common, copied: plain(definition) }
  return {
    ...common,
    editing: { id: found, version, definition: plain(definition) },
    ...(source === 'file' && { declared: { at: placeOf(app.config, 'checks', definition.name) } }),
  }
}

export type CheckFormView = {
  readonly services: readonly { readonly name: string; readonly title: string; readonly tier: Tier }[]
  /** Who may answer for a service that is made with the check. */
  readonly teams: readonly { readonly name: string; readonly policy: string | null }[]
  readonly mayCreateServices: boolean
  readonly mayDeclare: boolean
  /** What every check declares. */
  readonly schema: unknown
  readonly types: readonly { readonly kind: string; readonly label: string; readonly about: string; readonly schema: unknown }[]
  /** The check that is edited. */
  readonly editing?: { readonly id: string; readonly version: number; readonly definition: Declared['definition'] }
  /** The check that a new one begins as. */
  readonly copied?: Declared['definition']
  /** Where the file declares the one that is edited, which is therefore read-only. */
  readonly declared?: { readonly at: FilePlace | null }
}

/** Plain data, so that it may travel to the browser: what is not set is left out. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
