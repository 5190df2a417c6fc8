import Link from 'next/link'
import { AccountSections } from '@/components/account/account-sections'
import { Column } from '@/components/account/column'
import { landingPage } from '@/server/access/model'
import { getPerson } from '@/server/access/queries'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Your account' }

export default async function AccountPage() {
  const { db, actor, rights } = await pageContext('signed-in')
  const person = actor.kind === 'person' ? await getPerson(db, actor.id) : undefined
  const home = actor.kind === 'person' ? landingPage(actor.role) : '/operations'
  return (
    <Column
      wide
      title={actor.name}
      lead={
        <Link href={home} className="underline underline-offset-2">
          Back to the views
        </Link>
      }
    >
      <AccountSections person={person} rights={[...rights]} />
    </Column>
  )
}
