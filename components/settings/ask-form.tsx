'use client'
import type { ReactNode } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import type { Submit } from '@/components/account/use-submit'
import { Button } from '@/components/ui/button'

export type AskFormProps = {
  submit: Submit
  close: () => void
  /** What the button says that does it. */
  verb: string
  /** What the other one says. */
  cancel?: string
  danger?: boolean
  children?: ReactNode
}

/** The inside of a dialog that asks for one change: its fields, what was refused, and the two ways out. */
export function AskForm({ submit: { onSubmit, problem, busy }, close, verb, cancel = 'Cancel', danger = false, children }: AskFormProps) {
  return (
    <form onSubmit={onSubmit} className="grid gap-4" noValidate>
      {children}
      <ProblemLine says={problem} />
      <footer className="flex justify-end gap-2">
        <Button onClick={close}>{cancel}</Button>
        <Button type="submit" variant={danger ? 'danger' : 'solid'} busy={busy}>
          {verb}
        </Button>
      </footer>
    </form>
  )
}
