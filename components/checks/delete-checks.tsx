'use client'
import { useEffect, useState } from 'react'
import type { Problem } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { tellDone } from '@/components/ui/toast'
import type { BulkDone } from '@/server/checks/deeds'
import { checksWord, refusedIn, runBulk, sentenceOf, tellBulk } from './bulk'

type DeleteChecksProps = { ids: readonly string[]; names: readonly string[]; close: () => void; onDone: () => void }

/** Says first what goes with them and what cannot go, and asks for the name of what goes: with it goes what watched a service. */
export function DeleteChecks({ ids, names, close, onDone }: DeleteChecksProps) {
  const [trial, setTrial] = useState<BulkDone>()
  const [problem, setProblem] = useState<Problem>()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen does not change while it is asked
  useEffect(() => {
    void runBulk(ids, { kind: 'remove' }, true).then((answer) =>
      'problem' in answer ? setProblem(answer.problem) : setTrial(answer.value),
    )
  }, [])
  const going = trial?.results.filter(({ done }) => done) ?? []
  const hangs = [...new Set(going.flatMap((one) => one.hangs))]
  const refused = trial ? refusedIn(trial) : []
  const [only] = going
  const word = going.length === 1 ? (only?.name ?? '') : String(going.length)
  const remove = async () => {
    if (typed.trim() !== word || busy) return
    setBusy(true)
    const answer = await runBulk(
      going.map(({ id }) => id),
      { kind: 'remove' },
    )
    setBusy(false)
    if ('problem' in answer) return setProblem(answer.problem)
    if (refusedIn(answer.value).length > 0) tellBulk({ kind: 'remove' }, answer.value)
    else tellDone(`${going.length === 1 ? word : checksWord(going.length)} deleted. The history stays.`)
    close()
    onDone()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`Delete ${names.length === 1 ? (names[0] ?? 'the check') : checksWord(names.length)}`}
      description="It is not run any more. What was measured and its incidents stay."
      actions={
        <>
          <Button onClick={close}>{going.length === 0 ? 'Close' : 'Keep'}</Button>
          {going.length > 0 && (
            <Button variant="danger" busy={busy} disabled={typed.trim() !== word} onClick={() => void remove()}>
              Delete {going.length === 1 ? '' : going.length.toLocaleString('en-GB')}
            </Button>
          )}
        </>
      }
    >
      {!trial && !problem && <SkeletonRows rows={2} height={28} />}
      {refused.length > 0 && <Said title={going.length > 0 ? 'These stay:' : 'It cannot be deleted:'} lines={refused} grave />}
      {hangs.length > 0 && <Said title="What goes with it:" lines={hangs} grave={false} />}
      {going.length > 0 && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void remove()
          }}
        >
          <Field
            label={going.length === 1 ? `Type ${word} to delete it` : `Type ${word}, the number of checks, to delete them`}
            hint={going.length > 1 ? namesOf(going.map(({ name }) => name)) : undefined}
          >
            {(field) => (
              <Input {...field} value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" className="font-mono" />
            )}
          </Field>
        </form>
      )}
      {problem && (
        <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
          {sentenceOf(problem)}
        </p>
      )}
    </Dialog>
  )
}

const NAMED = 12
const namesOf = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : names.join(', ')

function Said({ title, lines, grave }: { title: string; lines: readonly string[]; grave: boolean }) {
  return (
    <div className="grid gap-1 text-13">
      <p className="font-medium">{title}</p>
      <ul className={`grid max-h-[24vh] gap-1 overflow-y-auto border-l-2 pl-3 ${grave ? 'border-status-down' : 'border-status-degraded'}`}>
        {lines.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </div>
  )
}
