import type { ReactNode } from 'react'
import { StatusGlyph } from '@/components/marks/status-glyph'

/** One quiet column under the line: the mark's own line goes on across the whole page. */
export function Column({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string
  lead?: ReactNode
  wide?: boolean | undefined
  children?: ReactNode
}) {
  return (
    <div className="min-h-dvh px-5 pt-[12vh] pb-16">
      <main className={`mx-auto grid w-full ${wide ? 'max-w-[760px]' : 'max-w-[360px]'}`}>
        <div className="relative flex h-10 items-center">
          <span aria-hidden className="-left-[50vw] absolute top-1/2 h-px w-[200vw] bg-line" />
          <span className="relative bg-page">
            <StatusGlyph mark="up" size={40} ink />
          </span>
          <span className="relative bg-page px-3 font-semibold text-14">Plimsoll</span>
        </div>
        <h1 className="pt-10 font-medium text-28">{title}</h1>
        {lead && <div className="max-w-[56ch] pt-2 text-14 text-ink-2">{lead}</div>}
        <div className="pt-8">{children}</div>
      </main>
    </div>
  )
}
