import type { BulkDone } from '@/server/checks/deeds'
import { checksWord, refusedIn } from './bulk'

/** What was refused, each by its name; the others are done. */
export function Refusals({ done }: { done: BulkDone }) {
  const refused = refusedIn(done)
  const count = done.results.length - refused.length
  return (
    <div role="alert" className="grid gap-2 text-13">
      <p>
        {count > 0 && `${checksWord(count)} changed. `}
        {refused.length === 1 ? 'One was refused:' : `${refused.length.toLocaleString('en-GB')} were refused:`}
      </p>
      <ul className="grid max-h-[40vh] gap-1 overflow-y-auto border-status-down border-l-2 pl-3">
        {refused.map((says) => (
          <li key={says} className="break-words">
            {says}
          </li>
        ))}
      </ul>
    </div>
  )
}
