/** CSL-JSON, as far as it is written here: https://docs.citationstyles.org/en/stable/specification.html (1.0.2). */
export interface CslItem {
  readonly id: string
  readonly type: CslType
  readonly title: string
  readonly author?: readonly CslName[]
  readonly editor?: readonly CslName[]
  readonly translator?: readonly CslName[]
  readonly 'container-title'?: string
  readonly 'collection-title'?: string
  readonly publisher?: string
  readonly 'publisher-place'?: string
  readonly volume?: string
  readonly issue?: string
  readonly page?: string
  readonly edition?: string
  readonly version?: string
  readonly genre?: string
  readonly number?: string
  readonly issued?: CslDate
  readonly accessed?: CslDate
  /** Tells works of the same makers and year apart: a, b, … */
  readonly 'year-suffix'?: string
  readonly DOI?: string
  readonly ISBN?: string
  readonly URL?: string
  readonly language?: string
  readonly note?: string
}

export const CSL_TYPES = ['book', 'chapter', 'article-journal', 'article-newspaper', 'thesis', 'report', 'paper-conference', 'webpage', 'legislation', 'dataset', 'document'] as const
export type CslType = (typeof CSL_TYPES)[number]

/** A Chinese name, or that of a body, is `literal`: never parted, never reversed. */
export type CslName = { readonly literal: string } | { readonly family: string; readonly given?: string }

/** Year, month and day as far as known. */
export type CslDate = { readonly 'date-parts': readonly [readonly number[]]; readonly circa?: true } | { readonly literal: string }
