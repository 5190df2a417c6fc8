'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type Problem, send } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { tellDone } from '@/components/ui/toast'

export type RemoveDialogProps = {
  /** Its address in the API. */
  of: string
  version: number
  title: string
  /** What refers to it. */
  users: readonly string[]
  /** Said when nothing does. */
  unused: string
  /** Where one is afterwards. */
  back: string
  close: () => void
}

/** Asks before something is taken out of use, and says what hangs on it. */
export function RemoveDialog({ of, version, title, users, unused, back, close }: RemoveDialogProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const used = users.length > 0
  const remove = async () => {
    setBusy(true)
    const answer = await send(of, 'DELETE', { version })
    setBusy(false)
    if ('problem' in answer) return setProblem(answer.problem)
    tellDone(`${title} is deleted. Its history stays.`)
    router.push(back)
    router.refresh()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`Delete ${title}`}
      description={
        used
          ? `${users.length === 1 ? 'One thing hangs' : `${users.length} things hang`} on it; change or delete ${users.length === 1 ? 'that' : 'those'} first.`
          : `${unused} It is taken out of use at once.`
      }
      actions={
        <>
          <Button onClick={close}>{used ? 'Close' : 'Keep it'}</Button>
          {!used && (
            <Button variant="danger" busy={busy} onClick={() => void remove()}>
              Delete
            </Button>
          )}
        </>
      }
    >
      {used && (
        <ul className="list-disc pl-5 text-13">
          {users.map((user) => (
            <li key={user}>{user}</li>
          ))}
        </ul>
      )}
      {problem && (
        <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
          {problem.title}
        </p>
      )}
    </Dialog>
  )
}
