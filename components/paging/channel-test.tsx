'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

type Tested = {
  readonly attempts: readonly { readonly outcome: 'delivered' | 'retry' | 'refused'; readonly says: string; readonly tookMs: number }[]
}

const OUTCOMES = { delivered: '● Delivered', retry: '▲ Is tried again', refused: '■ Refused' } as const

export type ChannelTestProps = {
  name: string
  /** It reaches people, each at an address of theirs. */
  takesAddress: boolean
  mayTest: boolean
  /** The address that one begins with. */
  address?: string | undefined
  /** What is known of the channel; what came of the test stands below. */
  children?: ReactNode
}

/** Sends a message of nothing by a channel, all the way, and says what came of it: two cells of a grid. */
export function ChannelTest({ name, takesAddress, mayTest, address, children }: ChannelTestProps) {
  const router = useRouter()
  const [tested, setTested] = useState<Tested>()
  const submit = useSubmit<Tested>({
    to: `/api/v1/channels/${name}/test`,
    done: (answer) => {
      setTested(answer)
      router.refresh()
    },
  })
  const attempt = tested?.attempts.at(-1)
  return (
    <>
      <div className="min-w-0 break-words text-12 text-ink-2">
        {children}
        <div role="status">
          {attempt && (
            <p className={attempt.outcome === 'delivered' ? 'text-status-up' : 'text-status-down'}>
              {OUTCOMES[attempt.outcome]} in {attempt.tookMs} ms: {attempt.says}
            </p>
          )}
          {tested && !attempt && <p className="text-status-degraded">▲ No answer yet; the delivery log says what becomes of it.</p>}
        </div>
        <ProblemLine says={submit.problem ?? submit.errorAt('address')} />
      </div>
      {mayTest && (
        <form onSubmit={submit.onSubmit} className="flex flex-wrap items-center gap-2" noValidate>
          {takesAddress && (
            <span className="w-48">
              <Input name="address" aria-label={`Address for a test of ${name}`} placeholder="an address" defaultValue={address} required />
            </span>
          )}
          <Button type="submit" size="small" busy={submit.busy} aria-label={`Send a test by ${name}`}>
            Send a test
          </Button>
        </form>
      )}
    </>
  )
}
