'use client'
import { Section } from '@/components/ui/section'
import type { KeysView } from '@/server/views/administration'
import { ReadList, SettingsColumn } from './administration'
import { KeyList } from './key-list'
import { NewWallLinkForm } from './new-wall-link-form'

/** The links that open the wall screen without signing in (VIEW-9). */
export function WallPage({ view: { keys } }: { view: KeysView }) {
  return (
    <SettingsColumn
      title="Wall screens"
      lead="A link opens the executive view on a screen on the wall, without signing in and for reading only. Whoever has it sees the figures, money included."
    >
      <ReadList
        title="Links in use"
        read={keys}
        note={({ length }) => (length === 1 ? '1 link' : `${length} links`)}
        empty="No link is in use. Make one below, and open it once in the browser of the screen."
        still="Screens on the wall go on."
      >
        {(rows) => <KeyList keys={rows} />}
      </ReadList>
      <Section title="New link" state={{ kind: 'ready' }}>
        <NewWallLinkForm />
      </Section>
    </SettingsColumn>
  )
}
