import Link from 'next/link'
import { Column } from '@/components/account/column'
import { buttonClass } from '@/components/ui/button'

export const metadata = { title: 'Not found' }

/** An address that nobody serves; said without asking who wants to know. */
export default function NotFoundPage() {
  return (
    <div className="overflow-x-clip">
      <Column title="There is nothing at this address." lead="It may have been removed or renamed.">
        <Link href="/" className={buttonClass()}>
          Back to the views
        </Link>
      </Column>
    </div>
  )
}
