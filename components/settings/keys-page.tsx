'use client'
import Link from 'next/link'
import { Section } from '@/components/ui/section'
import type { KeysView } from '@/server/views/administration'
import { ReadList, SettingsColumn } from './administration'
import { KeyList } from './key-list'
import { NewKeyForm } from './new-key-form'

/** The API keys of everybody: what uses Plimsoll by itself, and what it may. */
export function KeysPage({ view: { keys, rights } }: { view: KeysView }) {
  return (
    <SettingsColumn
      title="API keys"
      lead={
        <>
          What talks to Plimsoll without a person: each key may what was chosen for it, until its day. What there is to call stands in the{' '}
          <Link href="/settings/api" prefetch={false} className="text-accent underline underline-offset-2">
            reference
          </Link>
          .
        </>
      }
    >
      <ReadList
        title="In use"
        read={keys}
        note={({ length }) => (length === 1 ? '1 key' : `${length} keys`)}
        empty="No key is in use. A program that talks to Plimsoll needs one: a pipeline that applies checks, a script that reads incidents."
        still="Keys go on to work."
      >
        {(rows) => <KeyList keys={rows} />}
      </ReadList>
      <Section title="New key" state={{ kind: 'ready' }}>
        <NewKeyForm rights={rights} />
      </Section>
    </SettingsColumn>
  )
}
