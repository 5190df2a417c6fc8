import type { Sight, World } from './model'

type Ways = { readonly sight: Pick<Sight, 'channels'> }

/** Why nothing can be expected to arrive by a channel now, and since when; undefined while something can. */
export const downOf = ({ sight }: Ways, channel: string) => sight.channels?.find(({ name }) => name === channel)?.down ?? undefined

/** Whether a channel is down, as directories ask. */
export const isDown = (world: Pick<World, 'sight'>) => (channel: string) => downOf(world, channel) !== undefined

/** Whether other channels are down than before. */
export const haveMoved = (before: Pick<Sight, 'channels'>, after: Pick<Sight, 'channels'>): boolean => namesOf(before) !== namesOf(after)

const namesOf = ({ channels = [] }: Pick<Sight, 'channels'>): string => channels.flatMap(({ name, down }) => (down ? [name] : [])).join()
