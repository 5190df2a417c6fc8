'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSubmit } from '@/components/account/use-submit'
import { Time } from '@/components/live/time'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { tellDone } from '@/components/ui/toast'
import { type ApiKey, type KeyKind, RIGHTS } from '@/server/access/model'
import { AskForm } from './ask-form'

/** What a key of each kind is called, and what ending it does. */
const KINDS: Readonly<Record<KeyKind, { noun: string; path: string; ends: string }>> = {
  api: {
    noun: 'key',
    path: '/api/v1/api-keys',
    ends: 'What uses it is refused from the next request on. A revoked key cannot be brought back.',
  },
  declared: {
    noun: 'key',
    path: '/api/v1/api-keys',
    ends: 'What uses it is refused from the next request on. It holds again from the next start, unless PLIMSOLL_API_KEY is another one by then.',
  },
  wall: {
    noun: 'wall link',
    path: '/api/v1/wall-links',
    ends: 'Every screen that was opened by it closes at once. A revoked link cannot be brought back.',
  },
}

/** The keys that are in use, each with who made it, and what ends it. */
export function KeyList({ keys }: { keys: readonly ApiKey[] }) {
  const [ending, setEnding] = useState<ApiKey>()
  return (
    <>
      <ul>
        {keys.map((key) => (
          <Row key={key.id} apiKey={key} revoke={() => setEnding(key)} />
        ))}
      </ul>
      {ending && <RevokeDialog ending={ending} close={() => setEnding(undefined)} />}
    </>
  )
}

function Row({
  apiKey: { kind, name, scopes, createdAt, createdBy, lastUsedAt, expiresAt },
  revoke,
}: {
  apiKey: ApiKey
  revoke: () => void
}) {
  return (
    <li
      aria-label={name}
      className="grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[minmax(0,1fr)_160px_180px_auto]"
    >
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        <p className="text-12 text-ink-2">
          by {createdBy}, <Time at={createdAt} form="date" />
        </p>
        {kind !== 'wall' && (
          <p className="break-words pt-0.5 font-mono text-11 text-ink-3">
            {scopes.length === RIGHTS.length ? 'every right' : scopes.join(' ')}
          </p>
        )}
      </div>
      <div className="flex gap-3 md:contents">
        <p className="text-12 text-ink-2">
          {lastUsedAt ? (
            <>
              used <Time at={lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </p>
        <p className="text-12 text-ink-2">
          {expiresAt ? (
            <>
              until <Time at={expiresAt} form="date" />
            </>
          ) : (
            'while it is declared'
          )}
        </p>
      </div>
      <Button size="small" variant="ghost" onClick={revoke} aria-label={`Revoke ${name}`} className="-ml-2.5 justify-self-start md:ml-0">
        Revoke
      </Button>
    </li>
  )
}

function RevokeDialog({ ending: { id, name, kind }, close }: { ending: ApiKey; close: () => void }) {
  const router = useRouter()
  const { noun, path, ends } = KINDS[kind]
  const submit = useSubmit<ApiKey>({
    to: `${path}/${id}`,
    method: 'DELETE',
    read: () => ({}),
    done: () => {
      tellDone(`The ${noun} “${name}” is revoked.`)
      close()
      router.refresh()
    },
  })
  return (
    <Dialog open onOpenChange={(open) => open || close()} title={`Revoke the ${noun} “${name}”?`} description={ends}>
      <AskForm submit={submit} close={close} verb="Revoke" cancel="Keep it" danger />
    </Dialog>
  )
}
