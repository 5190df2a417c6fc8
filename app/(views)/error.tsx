'use client'
import { Button } from '@/components/ui/button'

/** A view that could not be shown; the frame around it stays, and so does what works. */
export default function ViewError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div role="alert" className="grid max-w-[60ch] justify-items-start gap-3 p-5 text-14">
      <h1 className="font-medium text-16">This view could not be shown.</h1>
      <p className="text-ink-2">Checks and alerts go on. If it happens again, the log of the web process says why.</p>
      <Button onClick={reset}>Try again</Button>
    </div>
  )
}
