'use client'
import { useId } from 'react'
import { useSubmit } from '@/components/account/use-submit'
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
  const submit = useSubmit<SavedView>({
    to: '/api/v1/views',
    read: (fields) => ({ page, query, isDefault: fields.has('isDefault'), ...fieldsOf(fields) }),
    done: (view) => {
      tellDone(`"${view.name}" is saved.`)
      onSaved(view)
      close()
    },
  })
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
          <Button type="submit" form={form} variant="solid" busy={submit.busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit.onSubmit} className="grid gap-4" noValidate>
        <ViewFields mayShare={mayShare} submit={submit} />
        <LabelledCheckbox name="isDefault">What I see first on this page</LabelledCheckbox>
      </form>
    </Dialog>
  )
}
