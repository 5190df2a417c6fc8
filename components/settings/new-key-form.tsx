'use client'
import { useId } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/input'
import { RIGHT_SENTENCES, type Right } from '@/server/access/model'
import { daysIn, NameAndDays, useMadeOnce } from './made-once'
import { ShownOnce } from './shown-once'

/** Makes a key, and shows it this once. `rights` are those that its maker has: nobody gives away more. */
export function NewKeyForm({ rights }: { rights: readonly Right[] }) {
  const { made, taken, submit, name } = useMadeOnce<{ name: string; key: string }>({
    to: '/api/v1/api-keys',
    read: (fields) => ({ name: fields.get('name'), scopes: fields.getAll('scopes'), expiresInDays: daysIn(fields) }),
  })
  return (
    <>
      {made && (
        <ShownOnce key={made.key} noun="key" text={made.key} done={taken}>
          The key “{made.name}”, shown this once. Only a hash of it is kept.
        </ShownOnce>
      )}
      <form onSubmit={submit.onSubmit} className="grid gap-5 pt-2 pb-6" noValidate>
        <ProblemLine says={submit.problem} />
        <NameAndDays submit={submit} name={name} hint="What uses it." placeholder="deploy pipeline" />
        <Rights rights={rights} error={submit.errorAt('scopes')} />
        <Button type="submit" busy={submit.busy} className="justify-self-start">
          Create key
        </Button>
      </form>
    </>
  )
}

function Rights({ rights, error }: { rights: readonly Right[]; error: string | undefined }) {
  const id = useId()
  return (
    <fieldset aria-describedby={error && id}>
      <legend className="pb-2 font-medium text-13">What it may do</legend>
      <div className="grid gap-x-8 gap-y-1 md:grid-cols-2">
        {rights.map((right) => (
          <label key={right} htmlFor={`${id}-${right}`} className="flex min-h-7 items-center gap-2.5 text-13 max-md:min-h-11">
            <Checkbox id={`${id}-${right}`} name="scopes" value={right} defaultChecked={right === 'read'} />
            {RIGHT_SENTENCES[right]}
          </label>
        ))}
      </div>
      {error && (
        <p id={id} role="alert" className="pt-1.5 text-12 text-status-down">
          {error}
        </p>
      )}
    </fieldset>
  )
}
