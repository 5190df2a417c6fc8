import type { Figure } from './measure/measure'

const HEAD = ['', 'Figure', 'Measured', 'Target', 'Against', ''] as const

/** One line a figure, in the order of their numbers; long facts in brackets go to a line of their own. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures
    .toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
    .map(({ id, what, measured, target, holds, against }) => {
      const [value = '', ...facts] = measured.split(' (')
      return { cells: [id, what, value, target, against, holds ? 'holds' : 'MISSED'], facts: facts.join(' (').replace(/\)$/, '') }
    })
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const indent = ' '.repeat((widths[0] ?? 0) + 2)
  return [
    line(HEAD),
    ...rows.flatMap(({ cells, facts }) => [line(cells), ...(facts ? facts.split('; ').map((fact) => `${indent}${fact}`) : [])]),
  ].join('\n')
}
