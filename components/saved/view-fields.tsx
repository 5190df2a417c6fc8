import { ProblemLine } from '@/components/account/problem-line'
import type { Submit } from '@/components/account/use-submit'
import { Field } from '@/components/ui/field'
import { Input, LabelledCheckbox } from '@/components/ui/input'
import type { Role } from '@/server/access/model'
import type { SavedView } from '@/server/saved/model'

const PLURALS: Readonly<Record<Role, string>> = {
  viewer: 'viewers',
  executive: 'executives',
  responder: 'responders',
  engineer: 'engineers',
  admin: 'administrators',
}

/** The name, and who sees it; read from the form by their names. */
export function ViewFields({ view, mayShare, submit }: { view?: SavedView | undefined; mayShare: boolean; submit: Submit }) {
  return (
    <>
      <ProblemLine says={submit.problem} />
      <Field label="Name" error={submit.errorAt('name')}>
        {(ids) => (
          <Input {...ids} name="name" defaultValue={view?.name} maxLength={60} autoComplete="off" placeholder="Checkout in Europe" />
        )}
      </Field>
      {mayShare && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-13">
            Seen by <span className="font-normal text-ink-3">you alone, unless you share it</span>
          </legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {(Object.keys(PLURALS) as Role[]).map((role) => (
              <LabelledCheckbox key={role} name="sharedWith" value={role} defaultChecked={view?.sharedWith.includes(role)}>
                all {PLURALS[role]}
              </LabelledCheckbox>
            ))}
          </div>
          {submit.errorAt('sharedWith') && (
            <p role="alert" className="text-12 text-status-down">
              {submit.errorAt('sharedWith')}
            </p>
          )}
        </fieldset>
      )}
    </>
  )
}

/** What the fields say, in the words of the API. */
export const fieldsOf = (fields: FormData) => ({
  name: String(fields.get('name') ?? ''),
  sharedWith: fields.getAll('sharedWith').map(String),
})
