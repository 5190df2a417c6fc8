'use client'
import { Bookmark } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { send } from '@/components/live/use-verb'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Menu, type MenuItem } from '@/components/ui/menu'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { SavedView } from '@/server/saved/model'
import { EVERYTHING, filterIn, PATHS } from '@/server/saved/rules/query'
import type { SavedViewsPart } from '@/server/views/saved'

/** Fetched when they are first opened. */
const SaveViewDialog = dynamic(() => import('./save-view-dialog').then((file) => file.SaveViewDialog), { ssr: false })
const ManageViews = dynamic(() => import('./manage-views').then((file) => file.ManageViews), { ssr: false })

/** The filters that are kept for this page: opens one, keeps the one that is set, and says which is seen first. */
export function SavedViews({ saved: { page, views: given, mayShare }, query }: { saved: SavedViewsPart; query: string }) {
  const [views, setViews] = useState(given)
  const [asking, setAsking] = useState<'save' | 'manage'>()
  const now = filterIn(page, query)
  const on = views?.find((view) => view.query === now)
  const open = (to: string) => window.history.pushState(null, '', `${PATHS[page]}?${to === '' ? `view=${EVERYTHING}` : to}`)
  const choose = async (view: SavedView | null) => {
    const answer = await send<{ views: readonly SavedView[] }>('/api/v1/views/default', 'PUT', { page, view: view?.id ?? null })
    if ('problem' in answer) return tellFailed(answer.problem.title)
    setViews(answer.value.views)
    tellDone(view ? `You see "${view.name}" first from now on.` : 'You see everything first from now on.')
  }
  useActions(
    views
      ? [{ id: 'view save', label: 'Save this filter as a view', group: 'Views', keywords: ['saved'], perform: () => setAsking('save') }]
      : [],
  )
  if (views === null) return null
  const first = views.find(({ isDefault }) => isDefault)
  const items: readonly MenuItem[] = [
    { key: EVERYTHING, label: 'Everything', note: first ? undefined : 'seen first', checked: now === '', onSelect: () => open('') },
    ...views.map((view) => ({
      key: view.id,
      label: view.name,
      note: [view.isDefault && 'seen first', !view.isOwn && view.owner, view.isOwn && view.sharedWith.length > 0 && 'shared']
        .filter(Boolean)
        .join(', '),
      checked: view === on,
      onSelect: () => open(view.query),
    })),
    ...(on && !on.isDefault ? [{ key: 'first', label: `See "${on.name}" first`, onSelect: () => void choose(on) }] : []),
    ...(first ? [{ key: 'none', label: 'See everything first', onSelect: () => void choose(null) }] : []),
    { key: 'save', label: 'Save this filter…', onSelect: () => setAsking('save') },
    ...(views.length > 0 ? [{ key: 'manage', label: 'Change and delete…', onSelect: () => setAsking('manage') }] : []),
  ]
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button icon={<Bookmark aria-hidden size={14} />} aria-label={on ? `Saved views, now ${on.name}` : 'Saved views'}>
            <span className="max-w-32 truncate">{on?.name ?? 'Views'}</span>
          </Button>
        }
        items={items}
      />
      {asking === 'save' && (
        <SaveViewDialog
          page={page}
          query={now}
          mayShare={mayShare}
          close={() => setAsking(undefined)}
          onSaved={(view) =>
            setViews((before) => sorted([...(before ?? []).map((one) => (view.isDefault ? { ...one, isDefault: false } : one)), view]))
          }
        />
      )}
      {asking === 'manage' && (
        <ManageViews
          views={views}
          now={now}
          mayShare={mayShare}
          close={() => setAsking(undefined)}
          onChanged={(view) => setViews((before) => sorted((before ?? []).map((one) => (one.id === view.id ? view : one))))}
          onRemoved={(id) => setViews((before) => (before ?? []).filter((one) => one.id !== id))}
        />
      )}
    </>
  )
}

const sorted = (views: readonly SavedView[]): readonly SavedView[] => views.toSorted((a, b) => a.name.localeCompare(b.name))
