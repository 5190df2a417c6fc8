'use client'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { KeyCap } from '@/components/ui/key-cap'
import type { Right } from '@/server/access/model'
import { useKnownActions } from './actions'
import { PaletteThings } from './palette-things'
import { VERB_RIGHTS } from './palette-verbs'

const ITEM =
  'flex h-9 cursor-pointer items-center justify-between gap-4 rounded-chip px-2.5 text-13 data-[selected=true]:bg-sel max-md:h-11'

/** Everything that can be done or opened from here, found by typing. */
export function CommandPalette({
  open,
  onOpenChange,
  rights,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  rights: readonly Right[]
}) {
  const actions = useKnownActions().filter(({ keyOnly }) => !keyOnly)
  const [words, setWords] = useState('')
  const router = useRouter()
  const mayLook = actions.some(({ id }) => id === 'go /engineering')
  const sought = words.trim()
  const groups = [...new Set(actions.map(({ group }) => group))]
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[min(600px,calc(100vw-32px))] -translate-x-1/2 animate-fade overflow-hidden outline-none rounded-control border border-line-2 bg-surface shadow-float"
        >
          <Dialog.Title className="sr-only">Search or run</Dialog.Title>
          <Command label="Search or run" loop>
            <Command.Input
              placeholder="Search or run"
              value={words}
              onValueChange={setWords}
              className="h-12 w-full border-line border-b bg-transparent px-4 text-16 outline-none placeholder:text-ink-3"
            />
            <Command.List className="max-h-[52vh] overflow-y-auto p-1.5">
              {!mayLook && (
                <Command.Empty className="px-2.5 py-6 text-13 text-ink-2">Nothing has that name. Try fewer letters.</Command.Empty>
              )}
              {groups.map((group) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3"
                >
                  {actions
                    .filter((action) => action.group === group)
                    .map(({ id, label, keys, keywords, perform }) => (
                      <Command.Item
                        key={id}
                        value={`${group} ${label} ${id}`}
                        keywords={[...(keywords ?? [])]}
                        onSelect={() => {
                          onOpenChange(false)
                          perform()
                        }}
                        className={ITEM}
                      >
                        <span className="truncate">{label}</span>
                        {keys && <KeyCap keys={keys} />}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
              {mayLook && sought.length > 1 && (
                <PaletteThings
                  sought={sought}
                  className={ITEM}
                  may={(verb) => rights.includes(VERB_RIGHTS[verb])}
                  onDone={() => onOpenChange(false)}
                  onGo={(href) => {
                    onOpenChange(false)
                    router.push(href)
                  }}
                />
              )}
              {mayLook && sought !== '' && (
                <Command.Item
                  forceMount
                  value="find checks"
                  onSelect={() => {
                    onOpenChange(false)
                    router.push(`/engineering?q=${encodeURIComponent(sought)}`)
                  }}
                  className={ITEM}
                >
                  <span className="truncate">
                    Find checks and services named <b className="font-medium">{sought}</b>
                  </span>
                </Command.Item>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
