import Link from 'next/link'
import { redirect } from 'next/navigation'
import { Column } from '@/components/account/column'
import { buttonClass } from '@/components/ui/button'
import { landingPage, RIGHT_SENTENCES, Right, rolesWith } from '@/server/access/model'
import { adminNames } from '@/server/access/queries'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Not for your role' }

export default async function ForbiddenPage({ searchParams }: { searchParams: Promise<{ right?: string }> }) {
  const [{ db, actor, rights }, { right }] = [await pageContext('signed-in'), await searchParams]
  const parsed = Right.safeParse(right)
  const [lacking, admins] = [parsed.success ? parsed.data : 'read', await adminNames(db)]
  const home = actor.kind === 'person' ? landingPage(actor.role) : '/operations'
  if (rights.has(lacking)) redirect(home)
  return (
    <Column
      title="Not for your role"
      lead={
        <>
          You are {actor.name}
          {actor.kind === 'person' && `, ${actor.role}`}. To {RIGHT_SENTENCES[lacking]} you need the role {rolesWith(lacking).join(' or ')}.{' '}
          {admins.length > 0 && `${admins.join(' or ')} can give it to you.`}
        </>
      }
    >
      <Link href={home} className={buttonClass()}>
        Back to what you can see
      </Link>
    </Column>
  )
}
