import { PeoplePage } from '@/components/settings/people-page'
import { peopleView } from '@/server/views/administration'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'People' }

export default async function PeopleRoute() {
  return <PeoplePage view={await peopleView(await pageContext('manage-people'))} />
}
