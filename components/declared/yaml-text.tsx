'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import type { FileText } from './file-text'
import { yamlOf } from './yaml'

/** What stands in the fields, as it would stand in the file; to be copied. */
export function YamlText({ of }: { of: FileText }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [says, setSays] = useState('')
  const json = JSON.stringify(of.document)
  useEffect(() => {
    if (!open) return
    let shown = true
    void yamlOf(JSON.parse(json)).then((yaml) => {
      if (shown) setText(yaml)
    })
    return () => {
      shown = false
    }
  }, [open, json])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSays('Copied.'),
      () => setSays('The browser does not let us copy; select it and copy it by hand.'),
    )
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
        <div className="grid gap-2">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keys */}
          <section aria-label="plimsoll.yaml" tabIndex={0} className="overflow-x-auto">
            <pre className="bg-panel p-3 font-mono text-12 leading-5">{text}</pre>
          </section>
          {of.variables.length > 0 && (
            <p className="text-12 text-ink-2">
              Secrets stand in no file: set {of.variables.join(', ')} in the environment of Plimsoll and of{' '}
              <code className="font-mono">plimsoll apply</code>.
            </p>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button size="small" onClick={copy}>
              Copy
            </Button>
            <span role="status" className="text-12">
              {says}
            </span>
          </div>
        </div>
      )}
    </Section>
  )
}
