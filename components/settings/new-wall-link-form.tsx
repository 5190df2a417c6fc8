'use client'
import { ProblemLine } from '@/components/account/problem-line'
import { Button } from '@/components/ui/button'
import { daysIn, NameAndDays, useMadeOnce } from './made-once'
import { ShownOnce } from './shown-once'

type Made = { readonly name: string; readonly url: string }

/** Makes a link for one screen, and shows it this once. */
export function NewWallLinkForm() {
  const { made, taken, submit, name } = useMadeOnce<Made>({
    to: '/api/v1/session/wall',
    read: (fields) => ({ name: fields.get('name'), expiresInDays: daysIn(fields) }),
  })
  return (
    <>
      {made && (
        <ShownOnce key={made.url} noun="link" text={made.url} done={taken}>
          The link “{made.name}”, shown this once. Open it in the browser of the screen; treat it as a key.
        </ShownOnce>
      )}
      <form onSubmit={submit.onSubmit} className="grid gap-5 pt-2 pb-6" noValidate>
        <ProblemLine says={submit.problem} />
        <NameAndDays submit={submit} name={name} hint="Where the screen hangs." placeholder="hall screen" autoComplete="off" />
        <Button type="submit" busy={submit.busy} className="justify-self-start">
          Make link
        </Button>
      </form>
    </>
  )
}
