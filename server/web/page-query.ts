/** The query of a page's address, as Next hands it over. */
export type PageQuery = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>

/** The same in the form of the platform; of a word that stands twice the first counts. */
export const queryOf = (query: Awaited<PageQuery>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : (value[0] ?? '')]],
    ),
  )
