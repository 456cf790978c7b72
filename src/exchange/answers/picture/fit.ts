import type { CitedAnswer } from '../../../graph/cited.ts'
import { layoutOf, type Layout } from './layout.ts'
import { planOf, type Plan } from './plan.ts'

/** Most entities of one picture; more are no longer told apart on paper. */
const MOST = 40
/** Pixels (1/96 inch): what a sheet of A4 leaves inside of margins of 15 mm, upright. */
const [SHORT, LONG] = [680, 1_009]
/** Letters in print are at least this part of their size: 12 px become 6 points. */
const SMALLEST = 2 / 3

/** Em after which names go on below: wider where a picture would be too high. */
const EMS = [10, 15, 24]

/** A picture in its place on a sheet. */
export interface Fitted<Page extends Sized> {
  readonly plan: Plan
  readonly layout: Layout
  readonly page: Page
  /** Printed size over drawn size, at most 1. */
  readonly scale: number
}

/** Pixels. */
interface Sized {
  readonly width: number
  readonly height: number
}

/**
 * As many rows of an answer as a sheet of A4 takes, one way up or the other; undefined where it rests on no relation.
 * @param pageOf what stands around the picture, and how large that makes it
 */
export function fitted<Page extends Sized>(cited: CitedAnswer, pageOf: (plan: Plan, layout: Layout) => Page, language: 'zh-Hant' | 'en' = 'zh-Hant'): Fitted<Page> | undefined {
  for (let most = MOST; ;) {
    const plan = planOf(cited, most, language)
    if (plan.nodes.length === 0) return undefined
    let best: Fitted<Page> | undefined
    for (const em of EMS) {
      const layout = layoutOf(plan, em)
      const page = pageOf(plan, layout)
      const { scale, isHigh } = scaleOf(page)
      if (best === undefined || scale > best.scale) best = { plan, layout, page, scale }
      // the height sets the scale: wider boxes may help
      if (scale >= SMALLEST || !isHigh) break
    }
    if (best!.scale >= SMALLEST || most < 8) return best
    most = Math.floor(Math.min(most, plan.nodes.length) * Math.min(0.95, (best!.scale / SMALLEST + 1) / 2))
  }
}

function scaleOf({ width, height }: Sized): { scale: number; isHigh: boolean } {
  const [w, h] = width > height ? [LONG, SHORT] : [SHORT, LONG]
  return { scale: Math.min(1, w / width, h / height), isHigh: h / height < w / width }
}
