#!/usr/bin/env node
import { join } from 'node:path'
import { buildIfStale, ensureInstalled, pinnedNode, root, run } from './tools.mjs'

await ensureInstalled()
await buildIfStale(['server'])
process.exit(await run([pinnedNode(), join(root, 'dist', 'plimsoll.js'), ...process.argv.slice(2)]))
