import { fold } from '../../model/names.ts'
import { kindOf, splitNames, withoutTitle } from './people.ts'
import { roleBehind, ROLES_BEFORE } from './roles.ts'
import type { Contributor } from './statement.ts'

/** A statement of responsibility (王明, 李四主編 ; 張三譯; edited by A and B) as contributors. Names without a word for their role are authors. */
export function responsibility(statement: string): Contributor[] {
  return statement.replace(GAP, '$1；').split(/[;；]/).flatMap((group) => {
    const text = group.trim()
    if (text === '') return []
    const before = ROLES_BEFORE.find(([pattern]) => pattern.test(text))
    const behind = before ? undefined : roleBehind(text.replace(/[.．。]$/, ''))
    const names = before ? text.replace(before[0], '') : (behind?.names ?? text)
    return contributors(names.replace(/\[?等\]?\s*\d*\s*人?$|\[?et al\.?\]?$/u, ''), before?.[1] ?? behind?.role ?? '著')
  })
}

/** 保羅‧科爾賀著 周惠玲譯: a role and then a space. */
const GAP = /((?:編著|主編|原著|合著|編|著|撰|譯|繪|編|译|绘|编著|主编|编))\s+(?=[\p{Script=Han}(（[])/gu

export function contributors(names: string, role: string): Contributor[] {
  // Affiliations in brackets: Samuel Moore (OKF, King’s College London and Ubiquity Press).
  const bare = names.replace(/\s*\((?=[^)]*(?:,|\b[A-Z]))[^()]*\)/g, '').replace(/^([^(（]*)[)）]$/u, '$1').replace(/[\s　]+(?:博士|教授|副教授|助理教授|老師|先生|女士|謹?[撰著])(?=$|[\s　、,，;；])/gu, '')
  const list = role === '指導教授' || role === '口試委員' || role.endsWith('主持人') ? splitNames(bare).map(withoutTitle) : splitNames(bare)
  return list.filter((name) => name.length >= 2 && name.length <= 60 && !/^[\d\W_]*$/u.test(name.replace(/\p{L}/gu, 'x'))).map((name) => ({ name, role, kind: kindOf(name) }))
}

export const sameWords = (a: string, b: string): boolean => fold(a).replace(/[\s\p{P}]/gu, '') === fold(b).replace(/[\s\p{P}]/gu, '')
