/** As `plimsoll.yaml` is written, by the library that also reads it; fetched when it is first needed. */
export async function yamlOf(document: object): Promise<string> {
  const { stringify } = await import('yaml')
  return stringify(document, { flowCollectionPadding: true, lineWidth: 100 })
}
