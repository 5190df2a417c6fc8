import Link from 'next/link'

export const metadata = { title: 'Not found' }

export default function ViewNotFound() {
  return (
    <div className="grid max-w-[70ch] justify-items-start gap-3 p-5 text-14">
      <h1 className="font-medium text-16">There is nothing at this address.</h1>
      <p className="text-ink-2">
        It may have been removed or renamed. All that is watched stands under{' '}
        <Link href="/engineering" className="underline underline-offset-2">
          Checks
        </Link>
        .
      </p>
    </div>
  )
}
