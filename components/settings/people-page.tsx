'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { useActions } from '@/components/shell/actions'
import { Badge } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import type { PeopleView } from '@/server/views/administration'
import type { PersonRow } from '@/server/views/administration-queries'
import { AddPersonDialog } from './add-person-dialog'
import { ReadList, SettingsColumn } from './administration'
import { type Asking, PersonDialog } from './person-dialog'

type Open = { readonly asking: 'add' } | { readonly asking: Asking; readonly person: PersonRow }

/** Who may come in, as what, and what an administrator can do about it (ECO-4). */
export function PeoplePage({ view: { people, me } }: { view: PeopleView }) {
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  useActions([
    { id: 'add person', label: 'Add a person', group: 'People', keys: 'n', bar: 'add', perform: () => setOpen({ asking: 'add' }) },
  ])
  return (
    <SettingsColumn
      title="People"
      lead="Who may come in, and as what. A changed role, a new password and a removal hold at once, on open screens too."
      action={
        <Button keyHint="n" onClick={() => setOpen({ asking: 'add' })}>
          Add person
        </Button>
      }
    >
      <ReadList
        title="Who there is"
        read={people}
        note={noteOf}
        empty="Nobody is here yet. Add the people who are to see what fails, and who work on it."
        still="Who is signed in stays signed in."
      >
        {(rows) => (
          <ul>
            {rows.map((person) => (
              <Row key={person.id} person={person} isMe={person.id === me} ask={(asking) => setOpen({ asking, person })} />
            ))}
          </ul>
        )}
      </ReadList>
      {open?.asking === 'add' && <AddPersonDialog close={close} />}
      {open && open.asking !== 'add' && <PersonDialog {...open} isMe={open.person.id === me} close={close} />}
    </SettingsColumn>
  )
}

const noteOf = (people: readonly PersonRow[]): string => {
  const admins = people.filter(({ role }) => role === 'admin').length
  return `${people.length === 1 ? '1 person' : `${people.length} people`}, ${admins === 1 ? '1 administers' : `${admins} administer`} Plimsoll`
}

function Row({ person, isMe, ask }: { person: PersonRow; isMe: boolean; ask: (asking: Asking) => void }) {
  const { name, email, role, signedInAt } = person
  return (
    <li
      aria-label={name}
      className="grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[minmax(0,1fr)_96px_180px_auto]"
    >
      <div className="min-w-0">
        <p className="truncate">
          <span className="font-medium">{name}</span>
          {isMe && <span className="text-ink-3"> (you)</span>}
        </p>
        <p className="truncate text-12 text-ink-2">{email}</p>
      </div>
      <div className="flex items-center gap-3 md:contents">
        <div>
          <Badge tone={role === 'admin' ? 'solid' : 'neutral'}>{role}</Badge>
        </div>
        <p className="text-12 text-ink-2">
          {signedInAt ? (
            <>
              signed in <Time at={signedInAt} />
            </>
          ) : (
            'never signed in'
          )}
        </p>
      </div>
      <div className="-ml-2.5 flex gap-1 md:ml-0">
        <Button size="small" variant="ghost" onClick={() => ask('role')} aria-label={`Role of ${name}`}>
          Role
        </Button>
        {isMe ? (
          <Link href="/account" prefetch={false} aria-label="Your password" className={buttonClass({ size: 'small', variant: 'ghost' })}>
            Password
          </Link>
        ) : (
          <Button size="small" variant="ghost" onClick={() => ask('password')} aria-label={`Password of ${name}`}>
            Password
          </Button>
        )}
        <Button size="small" variant="ghost" onClick={() => ask('remove')} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </div>
    </li>
  )
}
