'use client'
import { Dialog } from '@/components/ui/dialog'
import { KeyCap } from '@/components/ui/key-cap'
import { useKnownActions } from './actions'

/** What works in every list, field, chart and dialog, without being an action. */
const ALWAYS = [
  { label: 'To the next control, and the one before', keys: 'tab shift+tab' },
  { label: 'Leave a field, close what is open', keys: 'escape' },
  { label: 'Read a chart or a strip of results, one by one', keys: 'left right' },
  { label: 'Send what stands in a dialog', keys: 'mod+enter' },
] as const

/** All keys that work here, by group; made from the same list as the shortcuts themselves. */
export function KeyboardHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const actions = useKnownActions().filter(({ keys }) => keys)
  const groups = [...new Set(actions.map(({ group }) => group))]
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys that work here">
      {groups.map((group) => (
        <Keys key={group} title={group} of={actions.filter((action) => action.group === group)} />
      ))}
      <Keys title="In fields, charts and dialogs" of={ALWAYS} />
    </Dialog>
  )
}

function Keys({ title, of }: { title: string; of: readonly { readonly label: string; readonly keys?: string | undefined }[] }) {
  return (
    <section>
      <h3 className="pb-1 font-medium text-12 text-ink-3">{title}</h3>
      <dl>
        {of.map(({ label, keys = '' }) => (
          <div key={label} className="flex min-h-7 items-center justify-between gap-4 text-13">
            <dt>{label}</dt>
            <dd>
              <KeyCap keys={keys} />
              <span className="sr-only">{keys}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
