'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Something to be copied into a file as it stands. */
export function Snippet({ text }: { text: string }) {
  const [says, setSays] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSays('Copied.'),
      () => setSays('The browser does not let us copy; select it and copy it by hand.'),
    )
  return (
    <div className="grid w-full max-w-[100ch] justify-items-start gap-2">
      <pre className="max-w-full whitespace-pre-wrap break-words rounded-control border border-line bg-panel px-3 py-2 font-mono text-12 text-ink leading-5">
        {text}
      </pre>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" onClick={copy}>
          Copy
        </Button>
        <span role="status" className="text-12">
          {says}
        </span>
      </div>
    </div>
  )
}
