import { readFileSync } from 'node:fs'
import { bareKey, nameKey } from '../../src/model/names.ts'

// Pairs of names for judging the comparison of names. The names are real, from the demonstration registers; variants
// are made by rules that say how registers write one name twice, and by hand where only knowledge helps. Near-equal
// names of different bodies are found, not made: one register lists both.

export interface NamePair { readonly a: string; readonly b: string }

const read = (file: string): string => readFileSync(new URL(`../../seed/registers/data/${file}`, import.meta.url), 'utf8')
const lines = (file: string): string[] => read(file).split(/\r?\n/).filter((line) => line !== '')

/** The civic associations, as printed, each bare key once. */
export function associations(): string[] {
  return single(lines('臺北市人民團體名冊.csv').slice(1).flatMap((line) => line.split(',')[1] ?? []))
}

/** Foundations that operate facilities of the city, each bare key once. */
export function foundations(): string[] {
  const found = ['entrusted-public-asset-operations.csv', 'disability-employment-resource-map.csv', 'performing-arts-groups.csv', 'elderly-welfare-institutions.csv']
    .flatMap((file) => [...read(file).matchAll(/財團法人[^,"（(\n、/]{2,24}?基金會/gu)].map(([name]) => name))
  return single(found)
}

export const units = (): string[] => lines('taipei_units_full.txt')

const single = (names: readonly string[]): string[] => [...new Map(names.filter((name) => name.trim() !== '').map((name) => [bareKey(name), name.trim()])).values()]

/** Short forms of the city's list whose unit is in the list of full names. */
export function shortForms(): NamePair[] {
  const full = new Set(units())
  const renamed = new Map([...read('../taipei-agencies.yaml').matchAll(/^ {12}(\S+): (\S+)$/gmu)].map(([, short, name]) => [short!, name!]))
  return lines('taipei_agencies_short.txt').flatMap((short) => {
    const name = [renamed.get(short), `臺北市政府${short}`, `臺北市${short}`].find((one) => one !== undefined && full.has(one))
    return name === undefined ? [] : [{ a: short, b: name }]
  })
}

/** Contractions in common use, by hand. */
export const CONTRACTIONS: readonly NamePair[] = `
北美館 臺北市立美術館|北市社會局 臺北市政府社會局|北市教育局 臺北市政府教育局|北市文化局 臺北市政府文化局|北市勞動局 臺北市政府勞動局|北市環保局 臺北市政府環境保護局|環保局 臺北市政府環境保護局|都發局 臺北市政府都市發展局|產發局 臺北市政府產業發展局|觀傳局 臺北市政府觀光傳播局
北市圖 臺北市立圖書館|北市立圖 臺北市立圖書館|研考會 臺北市政府研究發展考核委員會|客委會 臺北市政府客家事務委員會|原民會 臺北市政府原住民族事務委員會|動保處 臺北市動物保護處|都更處 臺北市都市更新處|建管處 臺北市建築管理工程處|停管處 臺北市停車管理工程處|交工處 臺北市交通管制工程處
公運處 臺北市公共運輸處|就服處 臺北市就業服務處|殯葬處 臺北市殯葬管理處|新工處 臺北市政府工務局新建工程處|水利處 臺北市政府工務局水利工程處|衛工處 臺北市政府工務局衛生下水道工程處|公園處 臺北市政府工務局公園路燈工程管理處|大地處 臺北市政府工務局大地工程處|捷運局 臺北市政府捷運工程局|稅捐處 臺北市稅捐稽徵處
北水處 臺北自來水事業處|翡管局 臺北翡翠水庫管理局|人事處 臺北市政府人事處|師大 國立臺灣師範大學|台師大 國立臺灣師範大學|臺大 國立臺灣大學|政大 國立政治大學|北市大 臺北市立大學|成大 國立成功大學|清大 國立清華大學|中研院 中央研究院|國圖 國家圖書館|環保署 行政院環境保護署|衛福部 衛生福利部|內政部 中華民國內政部|文建會 行政院文化建設委員會
青發處 臺北市青少年發展處|藝推處 臺北市藝文推廣處|動質處 臺北市動產質借處|公訓處 臺北市政府公務人員訓練處|機工處 臺北市政府捷運工程局機電系統工程處`
  .trim().split(/[|\n]/).map((pair) => pair.split(' ') as [string, string]).map(([a, b]) => ({ a, b }))

/** Foundations and their former names, by hand, as commonly known. */
export const RENAMED: readonly NamePair[] = `
財團法人伊甸殘障福利基金會 財團法人伊甸社會福利基金會|財團法人心路文教基金會 財團法人心路社會福利基金會|財團法人喜憨兒文教基金會 財團法人喜憨兒社會福利基金會|財團法人陽光文教基金會 財團法人陽光社會福利基金會
財團法人台北市自閉症兒童文教基金會 財團法人台北市自閉兒社會福利基金會|財團法人天主教光仁文教基金會 財團法人天主教光仁社會福利基金會`
  .trim().split(/[|\n]/).map((pair) => pair.split(' ') as [string, string]).map(([a, b]) => ({ a, b }))

const WIDE = (name: string): string => [...name].join('　')
const OTHER_TAI = (name: string): string => (name.includes('臺') ? name.replaceAll('臺', '台') : name.replaceAll('台', '臺'))
const FULL = (name: string): string => name.replaceAll('(', '（').replaceAll(')', '）')

/** Ways in which registers write one name twice; what must be found again, and by itself where `certain`. */
const VARIANTS: readonly { what: string; certain: boolean; make(name: string): string | undefined }[] = [
  { what: 'spaces, widths, 臺/台', certain: true, make: (name) => OTHER_TAI(FULL(WIDE(name))) },
  { what: 'legal form before, behind or absent', certain: true, make: (name) => (bareKey(name) === nameKey(name) ? `社團法人${name}` : name.replace(/^社團法人|^財團法人|[(（](?:社團)?法人[)）]$/u, '')) },
  { what: 'place before it dropped', certain: false, make: (name) => (/^[臺台]北市(?!立|第|政府)/u.test(name) && name.length > 8 ? name.slice(3) : undefined) },
]

export function variants(names: readonly string[]): { what: string; certain: boolean; pairs: NamePair[] }[] {
  return VARIANTS.map(({ what, certain, make }) => ({
    what, certain, pairs: names.flatMap((name) => {
      const other = make(name)
      return other === undefined || other === name ? [] : [{ a: other, b: name }]
    }),
  }))
}

/** Former names as a foundation's register has them: what was dropped and changed in renaming, by rules. */
export function renamings(names: readonly string[]): NamePair[] {
  const patterns: ((core: string) => string)[] = [
    (core) => `財團法人臺北市私立${core}社會福利慈善事業基金會`, (core) => `財團法人台灣省私立${core}文教基金會`, (core) => `財團法人${core}紀念基金會`, (core) => `${core}文教公益基金會`, (core) => `財團法人中華民國${core}社會福利事業基金會`, (core) => `財團法人${core}先生獎學基金會`,
  ]
  // an own rule, not that of the program: what is before the first of these words
  const core = (name: string): string | undefined => /^財團法人(?:[臺台]北市|中華民國|[臺台]灣省?)?(?<core>.{2,6}?)(?:社會|文教|文化|慈善|教育|學術|科技|醫療|兒童|老人)/u.exec(name)?.groups?.core
  return names.flatMap((name) => patterns.flatMap((pattern) => {
    const own = core(name)
    return own === undefined || nameKey(pattern(own)) === nameKey(name) ? [] : [{ a: pattern(own), b: name }]
  }))
}

/**
 * Pairs that one register lists as two bodies and whose names are nearly equal: one character exchanged, or one or two
 * neighbouring ones added, legal forms and 臺/台 apart.
 */
export function nearlyEqual(names: readonly string[]): NamePair[] {
  const [whole, shorter] = [new Map<string, number[]>(), new Map<string, number[]>()]
  const add = (map: Map<string, number[]>, key: string, i: number): void => { map.set(key, [...map.get(key) ?? [], i]) }
  for (const [i, name] of names.entries()) {
    const letters = [...bareKey(name)]
    add(whole, letters.join(''), i)
    for (let at = 0; at < letters.length; at++) {
      add(shorter, [...letters.slice(0, at), '*', ...letters.slice(at + 1)].join(''), i)
      for (const gone of [1, 2]) add(shorter, [...letters.slice(0, at), ...letters.slice(at + gone)].join(''), i)
    }
  }
  const pairs = new Map<string, NamePair>()
  const pair = (i: number, j: number): void => { if (i !== j) pairs.set(i < j ? `${i} ${j}` : `${j} ${i}`, { a: names[Math.min(i, j)]!, b: names[Math.max(i, j)]! }) }
  for (const [key, block] of shorter) {
    const others = key.includes('*') ? block : whole.get(key) ?? []
    for (const i of block) for (const j of others) pair(i, j)
  }
  return [...pairs.values()]
}
