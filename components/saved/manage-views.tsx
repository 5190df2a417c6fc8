'use client'
import { useState } from 'react'
import { useSubmit } from '@/components/account/use-submit'
import { send } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { SavedView } from '@/server/saved/model'
import { fieldsOf, ViewFields } from './view-fields'

type ManageViewsProps = {
  views: readonly SavedView[]
  /** The filter that is set. */
  now: string
  mayShare: boolean
  close: () => void
  onChanged: (view: SavedView) => void
  onRemoved: (id: string) => void
}

/** Names, filters and readers of the views that are there. */
export function ManageViews({ views, now, mayShare, close, onChanged, onRemoved }: ManageViewsProps) {
  const [editing, setEditing] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const takeOver = async ({ id, version, name, sharedWith }: SavedView) => {
    setWrong(undefined)
    const answer = await send<SavedView>(`/api/v1/views/${id}`, 'PUT', { version, name, query: now, sharedWith })
    if ('problem' in answer) return setWrong(answer.problem.title)
    onChanged(answer.value)
    tellDone(`"${answer.value.name}" is changed.`)
  }
  const remove = async ({ id, name, page, query, sharedWith }: SavedView) => {
    const answer = await send(`/api/v1/views/${id}`, 'DELETE', {})
    if ('problem' in answer) return tellFailed(answer.problem.title)
    onRemoved(id)
    tellDone(`"${name}" is deleted.`, { undo: () => void send('/api/v1/views', 'POST', { page, name, query, sharedWith }).then(reload) })
  }
  return (
    <Dialog open onOpenChange={(open) => open || close()} title="Saved views" actions={<Button onClick={close}>Close</Button>}>
      {views.length === 0 ? (
        <p className="text-13 text-ink-2">None is left. Set a filter and save it.</p>
      ) : (
        <ul className="text-13">
          {views.map((view) => (
            <li key={view.id} className="grid gap-3 border-line border-b py-2 last:border-b-0">
              <div className="flex flex-wrap items-center gap-2">
                <span className="min-w-0 grow">
                  <span className="block truncate font-medium">{view.name}</span>
                  <span className="block text-12 text-ink-3">
                    {view.isOwn
                      ? view.sharedWith.length > 0
                        ? `shared with ${view.sharedWith.join(', ')}`
                        : 'yours alone'
                      : `of ${view.owner}`}
                  </span>
                </span>
                {view.query !== now && (
                  <Button size="small" variant="ghost" onClick={() => void takeOver(view)}>
                    Take over this filter
                  </Button>
                )}
                <Button
                  size="small"
                  aria-expanded={editing === view.id}
                  onClick={() => {
                    setWrong(undefined)
                    setEditing(editing === view.id ? undefined : view.id)
                  }}
                >
                  Change
                </Button>
                <Button size="small" variant="ghost" onClick={() => void remove(view)}>
                  Delete
                </Button>
              </div>
              {editing === view.id && (
                <ChangeForm
                  view={view}
                  mayShare={mayShare}
                  onChanged={(changed) => {
                    onChanged(changed)
                    setEditing(undefined)
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {wrong !== undefined && editing === undefined && (
        <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
          {wrong}
        </p>
      )}
    </Dialog>
  )
}

type ChangeFormProps = { view: SavedView; mayShare: boolean; onChanged: (view: SavedView) => void }

function ChangeForm({ view, mayShare, onChanged }: ChangeFormProps) {
  const submit = useSubmit<SavedView>({
    to: `/api/v1/views/${view.id}`,
    method: 'PUT',
    read: (fields) => ({ version: view.version, query: view.query, ...fieldsOf(fields) }),
    done: (changed) => {
      onChanged(changed)
      tellDone(`"${changed.name}" is changed.`)
    },
  })
  return (
    <form aria-label={`Change ${view.name}`} onSubmit={submit.onSubmit} className="grid gap-3 pb-2" noValidate>
      <ViewFields view={view} mayShare={mayShare} submit={submit} />
      <div>
        <Button type="submit" variant="solid" size="small" busy={submit.busy}>
          Change
        </Button>
      </div>
    </form>
  )
}

const reload = (): void => window.location.reload()
