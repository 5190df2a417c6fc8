import { test as base, expect } from '@playwright/test'
import { oneAtATime } from './one-at-a-time'
import { startWorld, type World, type WorldOptions } from './start-world'

export { expect }

/** The world of the file that runs at the moment, in this worker. */
type Worlds = { of(file: string, options: WorldOptions): Promise<World> }

/** Each file has a world of its own, which is calm when a test begins. */
export const test = base.extend<{ world: World; worldOptions: WorldOptions }, { worlds: Worlds }>({
  worldOptions: [{}, { option: true }],
  worlds: [
    async ({ browser }, use) => {
      let now: { readonly file: string; readonly world: World } | undefined
      await use({
        async of(file, options) {
          if (now?.file !== file) {
            await now?.world.stop()
            now = undefined
            now = { file, world: await oneAtATime(() => startWorld(browser, options)) }
          }
          return now.world
        },
      })
      await now?.world.stop()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  world: [
    async ({ worlds, worldOptions }, use, { file }) => {
      const world = await worlds.of(file, worldOptions)
      if (worldOptions.demo !== false) await world.calm()
      await use(world)
      await world.leave()
    },
    { timeout: 300_000 },
  ],
})
