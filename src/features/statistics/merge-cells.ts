/** Visits of a week, practitioner and site, that may be too few to be kept as they are. */
export interface FineCell {
  /** First days, `YYYY-MM-DD`: of the week as far as it lies in the month, and of the month. */
  week: string
  month: string
  practitionerId: string | null
  siteId: string | null
  completed: number
  noShow: number
}

/** A number of visits that stands for enough of them. */
export interface MergedCell {
  span: 'week' | 'month' | 'quarter'
  startsOn: string
  unit: 'practitioner' | 'site' | 'organisation'
  unitId: string | null
  completed: number
  noShow: number
}

type Place = Pick<MergedCell, 'span' | 'startsOn' | 'unit' | 'unitId'>

/** How cells widen that are too small: first in time, then from the practitioner to the site and the organisation. */
const levels: readonly ((cell: FineCell, quarter: string) => Place)[] = [
  ({ week, practitionerId }) => ({
    span: 'week',
    startsOn: week,
    unit: 'practitioner',
    unitId: practitionerId,
  }),
  ({ month, practitionerId }) => ({
    span: 'month',
    startsOn: month,
    unit: 'practitioner',
    unitId: practitionerId,
  }),
  ({ practitionerId }, quarter) => ({
    span: 'quarter',
    startsOn: quarter,
    unit: 'practitioner',
    unitId: practitionerId,
  }),
  ({ siteId }, quarter) => ({ span: 'quarter', startsOn: quarter, unit: 'site', unitId: siteId }),
  (_cell, quarter) => ({ span: 'quarter', startsOn: quarter, unit: 'organisation', unitId: null }),
]

type Counts = Pick<MergedCell, 'completed' | 'noShow'>

const visitsOf = ({ completed, noShow }: Counts): number => completed + noShow

const sumOf = (cells: readonly Counts[]): Counts => ({
  completed: cells.reduce((sum, { completed }) => sum + completed, 0),
  noShow: cells.reduce((sum, { noShow }) => sum + noShow, 0),
})

const grouped = <C>(cells: readonly C[], placeOf: (cell: C) => Place): [Place, C[]][] => {
  const groups = new Map<string, [Place, C[]]>()
  for (const cell of cells) {
    const place = placeOf(cell)
    const key = [place.span, place.startsOn, place.unit, place.unitId].join('/')
    const group = groups.get(key) ?? [place, []]
    group[1].push(cell)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/**
 * What is left over joins the smallest cells until all of them together are enough: beside exact neighbours it could be
 * told otherwise.
 */
const withLeftover = (
  cells: readonly MergedCell[],
  leftover: readonly FineCell[],
  quarter: string,
  threshold: number,
): { cells: MergedCell[]; left: FineCell[] } => {
  if (visitsOf(sumOf(leftover)) === 0) return { cells: [...cells], left: [] }
  const smallestFirst = [...cells].sort((a, b) => visitsOf(a) - visitsOf(b))
  const joined: Counts[] = [...leftover]
  while (visitsOf(sumOf(joined)) < threshold) {
    const smallest = smallestFirst.shift()
    if (!smallest) return { cells: [], left: [...leftover] }
    joined.push(smallest)
  }
  const whole = levels.at(-1)?.(leftover[0] as FineCell, quarter) as Place
  return { cells: [...smallestFirst, { ...whole, ...sumOf(joined) }], left: [] }
}

/**
 * Makes of a quarter's visits numbers that each stand for at least `threshold` of them: cells that are too small are
 * merged upwards, week → month → quarter, then practitioner → site → organisation. Every visit is in one cell.
 * @param quarter first day, `YYYY-MM-DD`
 * @returns the cells, and what is left where the whole quarter had fewer
 */
export const mergeCells = (
  fine: readonly FineCell[],
  quarter: string,
  threshold: number,
): { cells: MergedCell[]; left: FineCell[] } => {
  const cells: MergedCell[] = []
  let small: FineCell[] = [...fine]
  for (const levelOf of levels) {
    const next: FineCell[] = []
    for (const [place, members] of grouped(small, (cell) => levelOf(cell, quarter)))
      if (visitsOf(sumOf(members)) >= threshold) cells.push({ ...place, ...sumOf(members) })
      else next.push(...members)
    small = next
  }
  return withLeftover(cells, small, quarter, threshold)
}

/** The parts of a number as they may be told: neither where one of them stands for fewer than the threshold. */
export const tellableParts = (
  { completed, noShow }: Counts,
  threshold: number,
): { completed: number | null; noShow: number | null } => {
  const few = (count: number) => count !== 0 && count < threshold
  return few(completed) || few(noShow) ? { completed: null, noShow: null } : { completed, noShow }
}
