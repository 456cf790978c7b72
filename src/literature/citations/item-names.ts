import { HAN, plain, squeeze } from './plain.ts'
import { BEHIND, readAuthors } from './authors.ts'
import type { ItemName } from './types.ts'
import { LATIN_BODY } from './words.ts'

const ROLE = /[\s,]*(?:\((?:主編|主编|編著|编著|編輯|編譯|編|编|著|譯|译|合編|總編輯|校訂|校注|Eds?\.?|Trans\.?|eds?\.?|Comps?\.)\)|(?:主編|總編輯|編著|編譯|合著|合編|合译|编著|主编|编译|编|译|編纂|編輯|校注|校釋|點校|譯註|翻譯|等著|等編|著|撰|編|譯|校)|,?\s(?:eds?\.|trans\.))[\s,.:]*$/

/** Names as a reference prints them: Western in two parts, in either order; all others whole. */
export function itemNames(text: string): { names: readonly ItemName[]; etAl: boolean } {
  let bare = squeeze(plain(text))
  // 朱斌妤、曾憲立（Zhu & Zeng）
  bare = bare.replace(/(?<=\p{Script=Han})\s?\(\p{Lu}[\p{Script=Latin}\s&,.'-]{1,60}\)$/u, '')
  while (ROLE.test(bare)) bare = bare.replace(ROLE, '')
  bare = bare.replace(/^[\s,.:]+|[\s,:]+$/g, '').replace(/(?<!\b\p{Lu}\p{Ll}?)[.。]$/u, '').replace(/[[(〔](?:清|明|宋|元|唐|漢|日|美|英|法|德|義|加|澳|韓|俄|荷|瑞士|奧)[\])〕]/g, '')
  const read = readAuthors(bare, { strict: false })
  if (read) return { names: read.authors.map(itemName), etAl: read.etAl }
  return { names: bare === '' ? [] : [{ literal: bare }], etAl: false }
}

export function itemName(name: string): ItemName {
  if (HAN.test(name)) return { literal: name.replace(ROLE, '') }
  const comma = name.indexOf(',')
  if (comma > 0) return { family: name.slice(0, comma), given: name.slice(comma + 1).trim() }
  const behind = BEHIND.exec(name)?.groups
  if (behind) return { family: behind.family!, given: name.slice(behind.family!.length).trim() }
  const words = name.split(' ')
  if (LATIN_BODY.test(name) || /^The\s/.test(name) || words.length < 2 || words.length > 4) return { literal: name }
  // A family name may have particles: Vincent van Gogh.
  const particle = words.findIndex((word, i) => i > 0 && /^\p{Ll}/u.test(word))
  const from = particle > 0 ? particle : words.length - 1
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' ') }
}
