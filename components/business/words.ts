import type { BusinessList } from '@/server/views/business'

/** What is said of each kind on its screens. */
export const WORDS: Readonly<
  Record<
    BusinessList,
    { readonly title: string; readonly one: string; readonly lead: string; readonly empty: string; readonly unused: string }
  >
> = {
  services: {
    title: 'Services',
    one: 'service',
    lead: 'What the business runs, and what needs what. What needs others stands above what it needs.',
    empty: 'No service is declared. A service is what users depend on: everything else hangs on it.',
    unused: 'Nothing refers to it.',
  },
  streams: {
    title: 'Revenue streams',
    one: 'stream',
    lead: 'Where revenue comes from, an hour, and how much of it needs each service.',
    empty: 'No stream is declared, so failures cost nothing here. A stream says what an hour brings in and which services it needs.',
    unused: 'Nothing refers to it. What it has lost so far stays in the ledger.',
  },
  opportunities: {
    title: 'Opportunities',
    one: 'opportunity',
    lead: 'Named deals, and the journeys that must work for them.',
    empty: 'No deal is declared. A deal is at risk while one of its journeys is down.',
    unused: 'Nothing refers to it. Its history stays.',
  },
  segments: {
    title: 'Customer segments',
    one: 'segment',
    lead: 'Groups of customers, and how many of them use each service.',
    empty: 'No segment is declared, so nobody can say how many customers a failure affects.',
    unused: 'Nothing refers to it.',
  },
  contracts: {
    title: 'Contracts',
    one: 'contract',
    lead: 'What customers were promised, and what they get back when a month falls short.',
    empty: 'No contract is declared, so no credits can fall due.',
    unused: 'Nothing refers to it. What was down stays known.',
  },
}
