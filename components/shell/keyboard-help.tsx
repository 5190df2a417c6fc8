'use client'
import { Dialog } from '@/components/ui/dialog'
import { KeyCap } from '@/components/ui/key-cap'
import { useKnownActions } from './actions'

/** All keys that work here, by group; made from the same list as the shortcuts themselves. */
export function KeyboardHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const actions = useKnownActions().filter(({ keys }) => keys)
  const groups = [...new Set(actions.map(({ group }) => group))]
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys that work here">
      {groups.map((group) => (
        <section key={group}>
          <h3 className="pb-1 font-medium text-12 text-ink-3">{group}</h3>
          <dl>
            {actions
              .filter((action) => action.group === group)
              .map(({ id, label, keys = '' }) => (
                <div key={id} className="flex min-h-7 items-center justify-between gap-4 text-13">
                  <dt>{label}</dt>
                  <dd>
                    <KeyCap keys={keys} />
                    <span className="sr-only">{keys}</span>
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
