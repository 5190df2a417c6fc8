'use client'
import { send } from '@/components/live/use-verb'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { CheckRow } from '@/server/live/rows'

type Of = Pick<CheckRow, 'id' | 'name' | 'paused'>

async function act({ id, name }: Of, verb: string, done: string): Promise<void> {
  const answer = await send(`/api/v1/checks/${id}/${verb}`, 'POST', {})
  if ('problem' in answer) tellFailed(`${name}: ${answer.problem.title}`, { description: answer.problem.detail })
  else tellDone(done)
}

/** What can be done with a check from the keyboard. The screen follows by itself once it is true. */
export const checkVerbs = {
  runNow: (check: Of) => act(check, 'run', `${check.name} runs now.`),
  togglePause: (check: Of) =>
    check.paused ? act(check, 'resume', `${check.name} is resumed.`) : act(check, 'pause', `${check.name} is paused.`),
}
