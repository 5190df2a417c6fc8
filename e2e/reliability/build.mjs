import { buildIfStale } from '../../scripts/tools.mjs'

/** The processes that are hurt run from what was built. */
export default () => buildIfStale()
