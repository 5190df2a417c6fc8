/** A table whose rows go into a backup. */
export type BackedUp = {
  readonly name: string
  /** Columns that put its rows into one order, so that the same rows make the same section. */
  readonly order: string
  /** What is kept when history is asked for from `$since` on only; without it all rows are. */
  readonly recent?: (since: string) => string
}

const from = (column: string) => (since: string) => `${column} >= ${since}`
/** What an incident told belongs to the incident. */
const told = (since: string) => `(at >= ${since} or incident_id is not null or state in ('waiting', 'sending'))`

/** Everything that is restored, each after what it refers to. Results stand apart: they go by the day. */
export const BACKED_UP: readonly BackedUp[] = [
  { name: 'key_check', order: '"only"' },
  { name: 'services', order: 'id' },
  { name: 'checks', order: 'id' },
  { name: 'streams', order: 'id' },
  { name: 'opportunities', order: 'id' },
  { name: 'segments', order: 'id' },
  { name: 'contracts', order: 'id' },
  { name: 'status_pages', order: 'id' },
  { name: 'status_subscribers', order: 'id' },
  { name: 'declarations', order: 'key' },
  { name: 'routing_items', order: 'id' },
  { name: 'people', order: 'id' },
  { name: 'accounts', order: 'id' },
  { name: 'api_keys', order: 'id' },
  { name: 'calendar_feeds', order: 'id' },
  { name: 'saved_views', order: 'id' },
  { name: 'default_views', order: 'person_id, page' },
  { name: 'used_tokens', order: 'nonce' },
  { name: 'silences', order: 'id' },
  { name: 'standings', order: 'check_id' },
  { name: 'heartbeats', order: 'check_id' },
  { name: 'status_spans', order: 'subject_id, from_at', recent: (since) => `(to_at is null or to_at >= ${since})` },
  { name: 'incidents', order: 'id' },
  { name: 'alerts', order: 'id' },
  { name: 'incident_entries', order: 'id' },
  { name: 'status_posts', order: 'id' },
  { name: 'loss_segments', order: 'stream_id, incident_id, from_at' },
  { name: 'pages', order: 'incident_id' },
  { name: 'notices', order: 'id', recent: told },
  { name: 'deliveries', order: 'id', recent: (since) => `exists (select from notices n where n.id = notice_id and ${told(since)})` },
  { name: 'canaries', order: 'channel, at', recent: from('at') },
  { name: 'delivery_figures', order: 'hour, channel, kind', recent: from('hour') },
  { name: 'evidence', order: 'id', recent: from('at') },
  { name: 'committed_batches', order: 'id' },
  { name: 'audit_log', order: 'id' },
]

/** What holds no longer after a restore: who is signed in, links under way, who holds the lease. */
export const LEFT_OUT = ['sessions', 'verifications', 'setup_token', 'leases', 'migrations'] as const
/** A part of `results`, one day each. */
export const PARTITIONED = 'results'
export const FUNCTIONS = ['results_of', 'newest_results', 'result_place', 'refuse_rewriting_history'] as const
export const SEQUENCES = ['incident_numbers', 'checks_no_seq'] as const
/** The section that holds where the sequences stand. */
export const NUMBERS = 'sequences'
