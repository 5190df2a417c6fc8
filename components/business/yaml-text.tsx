'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import type { BusinessList } from '@/server/views/business'
import type { Definition } from './drafts'

/** What stands in the fields, as it would stand in the file. */
export function YamlText({ list, definition }: { list: BusinessList; definition: Definition }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const json = JSON.stringify(definition)
  useEffect(() => {
    if (!open) return
    let shown = true
    void import('yaml').then(({ stringify }) => {
      if (shown) setText(stringify({ [list]: [JSON.parse(json)] }, { flowCollectionPadding: true, lineWidth: 100 }))
    })
    return () => {
      shown = false
    }
  }, [open, list, json])
  return (
    <Section
      title="As YAML"
      aside={
        <Button size="small" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show as YAML'}
        </Button>
      }
      state={{ kind: 'ready' }}
    >
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keys
        <section aria-label="plimsoll.yaml" tabIndex={0} className="overflow-x-auto">
          <pre className="bg-panel p-3 font-mono text-12 leading-5">{text}</pre>
        </section>
      )}
    </Section>
  )
}
