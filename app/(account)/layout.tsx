import type { ReactNode } from 'react'

/** Nothing beyond the page's own edge: the line under the mark is longer than any screen. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return <div className="overflow-x-clip">{children}</div>
}
