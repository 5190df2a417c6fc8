'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type Problem, send } from '@/components/live/use-verb'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import type { LastResort as Declared } from '@/server/declare/verbs/last-resort'
import type { OnCallRow } from '@/server/views/on-call-forms'

/** Which policy is followed by what has none of its own: nobody may fail unheard. */
export function LastResort({ now, policies }: { now: Declared; policies: readonly OnCallRow[] }) {
  const router = useRouter()
  const [policy, setPolicy] = useState(now.policy ?? '')
  const [problem, setProblem] = useState<Problem>()
  const put = async (next: string) => {
    const before = policy
    setPolicy(next)
    setProblem(undefined)
    const answer = await send('/api/v1/last-resort', 'PUT', { policy: next === '' ? null : next })
    if ('problem' in answer) {
      setPolicy(before)
      return setProblem(answer.problem)
    }
    tellDone(next === '' ? 'What has no policy of its own is told to nobody.' : 'What has no policy of its own follows it from now on.')
    router.refresh()
  }
  return (
    <div className="max-w-[420px]">
      <Field
        label="Policy of last resort"
        hint={
          now.source === 'file'
            ? 'Declared in plimsoll.yaml, as paging.lastResort: change it there and run plimsoll apply.'
            : 'Followed by every service whose team has no policy, and by what is of no service.'
        }
        error={problem?.title}
      >
        {(ids) => (
          <Select {...ids} value={policy} disabled={now.source === 'file'} onChange={({ currentTarget }) => void put(currentTarget.value)}>
            <option value="">None: nobody is told</option>
            {policies.map(({ name, definition }) => (
              <option key={name} value={name}>
                {String(definition.title ?? name)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}
