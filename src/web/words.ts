/** 「中文 (English)」, as errors of the catalogue are worded: its two halves; undefined for a message in one language. */
export function halvesOf(message: string): { readonly zhHant: string; readonly en: string } | undefined {
  const [, zhHant, en] = /^(.*\p{Script=Han}.*?)\s*\(([^()]*[a-z][^()]*)\)\.?$/su.exec(message) ?? []
  return zhHant === undefined || en === undefined ? undefined : { zhHant, en }
}

/** The half that is wanted; all of it where there are no two. */
export function inWords(t: (zhHant: string, en: string) => string, message: string): string {
  const halves = halvesOf(message)
  return halves === undefined ? message : t(halves.zhHant, halves.en)
}
