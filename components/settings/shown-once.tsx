'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { tellDone, tellFailed } from '@/components/ui/toast'

/** A secret that was made just now, to be taken along: Plimsoll cannot show it again. The cursor goes to where it is copied. */
export function ShownOnce({ noun, text, done, children }: { noun: string; text: string; done: () => void; children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      tellDone(`The ${noun} is copied.`)
    } catch {
      tellFailed(`The browser did not let Plimsoll copy. Select the ${noun} and copy it.`)
    }
  }
  return (
    <div className="mt-2 mb-3 grid gap-2 border-accent border-l-2 py-1 pl-3">
      <p role="status" className="text-13">
        {children}
      </p>
      <code className="select-all break-all rounded-chip bg-sunken px-2 py-1.5 font-mono text-12">{text}</code>
      <div className="flex gap-2">
        <Button ref={button} size="small" onClick={copy}>
          Copy
        </Button>
        <Button size="small" variant="ghost" onClick={done}>
          I have it
        </Button>
      </div>
    </div>
  )
}
