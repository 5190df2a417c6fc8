import type { ChannelSight } from '@/server/pipeline/model'

/** What stands in the place of a channel's canaries where none has left: that one will, or that none ever does. Why not stands beside it. */
export const noCanaryOf = (sight: Pick<ChannelSight, 'canary'> | null): string =>
  sight && 'off' in sight.canary ? 'no canary is sent here' : 'no canary yet'
