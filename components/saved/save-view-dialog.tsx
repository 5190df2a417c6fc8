'use client'
import { type FormEvent, useId, useState } from 'react'
import { send } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LabelledCheckbox } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import type { SavedPage, SavedView } from '@/server/saved/model'
import { fieldsOf, ViewFields } from './view-fields'

type SaveViewDialogProps = { page: SavedPage; query: string; mayShare: boolean; close: () => void; onSaved: (view: SavedView) => void }

/** Keeps the filter that is set under a name. */
export function SaveViewDialog({ page, query, mayShare, close, onSaved }: SaveViewDialogProps) {
  const form = useId()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const isDefault = new FormData(event.currentTarget).has('isDefault')
    setBusy(true)
    const answer = await send<SavedView>('/api/v1/views', 'POST', { page, query, isDefault, ...fieldsOf(event.currentTarget) })
    setBusy(false)
    if ('problem' in answer) return setWrong(answer.problem.title)
    tellDone(`"${answer.value.name}" is saved.`)
    onSaved(answer.value)
    close()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title="Save this filter"
      description={
        query === '' ? 'No filter is set, so it would show everything.' : 'As the list is now: what is let through, its order, its groups.'
      }
      actions={
        <>
          <Button onClick={close}>Leave it</Button>
          <Button type="submit" form={form} variant="solid" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <ViewFields mayShare={mayShare} wrong={wrong} />
        <LabelledCheckbox name="isDefault">What I see first on this page</LabelledCheckbox>
      </form>
    </Dialog>
  )
}
