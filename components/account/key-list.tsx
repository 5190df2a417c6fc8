'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { ApiKey } from '@/server/access/model'

/** The keys that are in use, each with what it may, and what ends it. */
export function KeyList({ keys }: { keys: readonly ApiKey[] }) {
  const [ending, setEnding] = useState<ApiKey>()
  if (keys.length === 0)
    return (
      <EmptyState says="No key is in use. A program that talks to Plimsoll needs one: a pipeline that applies checks, a script that reads incidents." />
    )
  return (
    <>
      <div className="overflow-x-auto">
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Rights</Th>
              <Th>Last used</Th>
              <Th>Expires</Th>
              <Th>
                <span className="sr-only">Revoke</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <Tr key={key.id}>
                <Td className="font-medium">{key.name}</Td>
                <Td className="max-w-[320px] py-1.5 font-mono text-11 text-ink-2">{key.scopes.join(' ')}</Td>
                <Td className="whitespace-nowrap text-ink-2">{key.lastUsedAt ? <Time at={key.lastUsedAt} /> : 'never'}</Td>
                <Td className="whitespace-nowrap text-ink-2">{key.expiresAt ? <Time at={key.expiresAt} form="date" /> : 'never'}</Td>
                <Td numeric>
                  <Button size="small" variant="ghost" onClick={() => setEnding(key)}>
                    Revoke
                  </Button>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <RevokeDialog ending={ending} close={() => setEnding(undefined)} />
    </>
  )
}

function RevokeDialog({ ending, close }: { ending: ApiKey | undefined; close: () => void }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const revoke = async ({ id, name }: ApiKey) => {
    setBusy(true)
    const answer = await fetch(`/api/v1/api-keys/${id}`, { method: 'DELETE' }).catch(() => undefined)
    setBusy(false)
    close()
    if (answer?.ok) tellDone(`The key “${name}” is revoked.`)
    else tellFailed(`The key “${name}” is still valid: Plimsoll did not take the request.`)
    router.refresh()
  }
  return (
    <Dialog
      open={ending !== undefined}
      onOpenChange={(open) => open || close()}
      title={`Revoke the key “${ending?.name ?? ''}”?`}
      description="What uses it is refused from the next request on. A revoked key cannot be brought back."
      actions={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button variant="danger" busy={busy} onClick={() => ending && revoke(ending)}>
            Revoke
          </Button>
        </>
      }
    />
  )
}
