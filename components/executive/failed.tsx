import { Button } from '@/components/ui/button'

/** A view that could not be made: what is still true, and the way to try again. */
export function Failed({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <div role="alert" className="mx-auto grid max-w-[1440px] justify-items-start gap-3 px-10 pt-10 max-md:px-5">
      <h1 className="font-medium text-28">{what} cannot be shown at the moment.</h1>
      <p className="max-w-[60ch] text-16 text-ink-2">
        Checks, alerts and incidents go on without it. Try again; if it stays so, the log of Plimsoll’s web process says why.
      </p>
      <Button variant="solid" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
