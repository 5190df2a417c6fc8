'use client'
import { useState } from 'react'
import { checksWord, type Deed, runBulk, sentenceOf, tellBulk } from '@/components/checks/bulk'
import { DeleteChecks } from '@/components/checks/delete-checks'
import { Button } from '@/components/ui/button'
import { Menu, type MenuItem } from '@/components/ui/menu'
import { tellFailed } from '@/components/ui/toast'
import type { CheckRow } from '@/server/live/rows'
import type { EngineeringView } from '@/server/views/engineering'
import { BulkDialog, type BulkKind } from './bulk-dialog'

type BulkBarProps = {
  chosen: readonly CheckRow[]
  /** Of those that are chosen, how many the filter hides. */
  hidden: number
  services: EngineeringView['serviceNames']
  policies: EngineeringView['policies']
  may: EngineeringView['may']
  onClear: () => void
}

/** What can be done to all that are chosen. */
export function BulkBar({ chosen, hidden, services, policies, may, onClear }: BulkBarProps) {
  const [asking, setAsking] = useState<BulkKind | 'remove'>()
  const ids = chosen.map(({ id }) => id)
  const run = async (deed: Deed, back?: Deed) => {
    const answer = await runBulk(ids, deed)
    if ('problem' in answer) return tellFailed(sentenceOf(answer.problem))
    const done = answer.value.results.flatMap((one) => (one.done ? [one.id] : []))
    tellBulk(deed, answer.value, back && (() => void runBulk(done, back)))
  }
  const more: readonly MenuItem[] = [
    { key: 'interval', label: 'Interval…', onSelect: () => setAsking('interval') },
    { key: 'service', label: 'Move to a service…', onSelect: () => setAsking('service') },
    ...(may.route ? [{ key: 'policy', label: 'Who is told…', onSelect: () => setAsking('policy') }] : []),
    { key: 'remove', label: 'Delete…', danger: true, onSelect: () => setAsking('remove') },
  ]
  return (
    <section
      aria-label="What is done to those that are chosen"
      className="flex flex-wrap items-center gap-2 border-line border-t bg-sel px-5 py-1.5 text-13"
    >
      <p role="status" className="mr-2">
        {checksWord(chosen.length)} chosen
        {hidden > 0 && <span className="text-ink-2">, {hidden} of them hidden by the filter</span>}
      </p>
      {may.pause && (
        <>
          <Button size="small" onClick={() => void run({ kind: 'pause' }, { kind: 'resume' })}>
            Pause
          </Button>
          <Button size="small" onClick={() => void run({ kind: 'resume' }, { kind: 'pause' })}>
            Resume
          </Button>
        </>
      )}
      {may.edit && (
        <>
          <Button size="small" onClick={() => setAsking('tags')}>
            Tags…
          </Button>
          <Menu trigger={<Button size="small">More…</Button>} items={more} />
        </>
      )}
      <Button size="small" variant="ghost" keyHint="esc" onClick={onClear} className="ml-auto">
        Choose none
      </Button>
      {asking === 'remove' && (
        <DeleteChecks ids={ids} names={chosen.map(({ name }) => name)} close={() => setAsking(undefined)} onDone={onClear} />
      )}
      {asking !== undefined && asking !== 'remove' && (
        <BulkDialog kind={asking} chosen={chosen} services={services} policies={policies} close={() => setAsking(undefined)} />
      )}
    </section>
  )
}
