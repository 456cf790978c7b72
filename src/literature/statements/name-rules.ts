import type { Kind } from '../../model/records.ts'
import type { NameTables } from './patterns.ts'
import { oneOf, setOf } from './words.ts'

/** The name tables made ready: built once, used for every passage. */
export interface NameRules {
  readonly endings: RegExp
  /** What endings begin with: most letters need no closer look. */
  readonly initials: ReadonlySet<string>
  readonly kindOf: ReadonlyMap<string, Kind>
  readonly notNames: RegExp
  readonly sorts: ReadonlySet<string>
  readonly agencies: RegExp
  /** Bodies by a short name. */
  readonly bodies: RegExp
  readonly heads: RegExp
  readonly atHead: RegExp
  /** A country at the end of what stands before: 西班牙 of 西班牙文化部. */
  readonly ofCountry: RegExp
  /** Words before a name that are no part of it. */
  readonly leading: RegExp
  readonly stops: RegExp
  readonly places: RegExp
  readonly notDistricts: ReadonlySet<string>
  /** A name that begins with a country, county or body of the state. */
  readonly countries: RegExp
  /** A country and nothing else. */
  readonly country: RegExp
  readonly people: PeopleRules
  readonly concepts: { readonly before: RegExp; readonly behind: RegExp }
  readonly latin: LatinRules
}

export interface LatinRules {
  /** Words that tell a body, programme or event: University. */
  readonly words: ReadonlyMap<string, Kind>
  readonly notNames: ReadonlySet<string>
  readonly notWords: ReadonlySet<string>
  /** Letters that stand for a body everywhere: OECD. */
  readonly bodies: ReadonlySet<string>
  readonly given: ReadonlySet<string>
  readonly places: ReadonlySet<string>
  /** At the end of what stands before a name, or behind it and a comma: says that it is a person's. */
  readonly before: RegExp
  readonly behind: RegExp
}

export interface PeopleRules {
  readonly posted: RegExp
  readonly postFirst: RegExp
  readonly acting: RegExp
  readonly clerics: RegExp
  readonly notPeople: RegExp
}

const KINDS_OF_ENDINGS = ['Organization', 'Programme', 'Event', 'Place', 'Concept'] as const
const HAN = '\\p{Script=Han}'

/** @param adverbs what may stand between a person and what they do, as a regular expression */
export function nameRules(tables: NameTables, adverbs: string): NameRules {
  const kindOf = new Map<string, Kind>(KINDS_OF_ENDINGS.flatMap((kind) => [...setOf(tables.endings[kind])].map((ending) => [ending, kind] as const)))
  const heads = oneOf([...tables.heads, ...tables.counties, ...tables.agencies])
  const county = oneOf(tables.counties)
  return {
    endings: new RegExp(oneOf([...kindOf.keys()]), 'uy'),
    initials: new Set([...kindOf.keys()].map((ending) => ending[0]!)),
    kindOf,
    notNames: new RegExp(`^${oneOf(tables.notNames)}$`, 'u'),
    sorts: setOf(tables.sorts),
    agencies: new RegExp(`${oneOf(tables.agencies)}$`, 'u'),
    bodies: new RegExp(`${oneOf(tables.bodies)}(?!\\p{Script=Han}?[會員長生部])`, 'gu'),
    heads: new RegExp(heads, 'u'),
    atHead: new RegExp(`^${heads}`, 'u'),
    // 在地 is a word, and 在地質學會 is at a society
    leading: new RegExp(`^(?:${oneOf(tables.leading)}|在(?=地[質理政方球震圖]))+`, 'u'),
    ofCountry: new RegExp(`${oneOf(tables.countries)}$`, 'u'),
    stops: new RegExp(`(${oneOf([...tables.guarded, ...tables.agencies, ...tables.counties])})|${oneOf(tables.stops)}`, 'gu'),
    // 臺北市中山區龍坡里; 市 of 臺北市立 is no place of its own
    places: new RegExp(`(?<county>${county})(?!立|政府|議會|區(?!公所))(?:(?<district>${HAN}{1,3}?[區鄉鎮市](?!長))(?<village>${HAN}{2}[里村](?!長))?)?|(?<=[生位]於)${oneOf(tables.countries)}${HAN}{2,4}(?=[，。；、])|${oneOf(tables.countries)}(?!${county}|大正|昭和|明治|平成|令和)|(?<=[、和與及有在於])${HAN}{2}[里村](?=[、和與及，。；]|$)|(?<!${HAN})${HAN}{2}[區鄉鎮](?!公所|長|${HAN}[里村]|[域塊分別隔間])`, 'gu'),
    notDistricts: setOf(tables.notDistricts),
    country: new RegExp(`^${oneOf(tables.countries)}$`, 'u'),
    countries: new RegExp(`^(?:${oneOf(tables.countries)}|${oneOf(tables.counties)}|中央|聯邦|北洋|清|蘇聯|\\p{Script=Han}{2,4}(?:省|州|邦|市|縣|區))`, 'u'),
    people: peopleRules(tables, adverbs),
    concepts: { before: new RegExp(`^的?${oneOf(tables.conceptNouns)}`, 'u'), behind: new RegExp(`${oneOf(tables.conceptVerbs)}[了過的]?$`, 'u') },
    latin: latinRules(tables),
  }
}

function latinRules({ latin }: NameTables): LatinRules {
  const persons = `(?:${latin.persons.join('|')})`
  return {
    words: new Map((['Organization', 'Programme', 'Event'] as const).flatMap((kind) => latin[kind].map((word) => [word, kind] as const))),
    notNames: new Set(latin.notNames), notWords: new Set(latin.notWords), bodies: new Set(latin.bodies), given: new Set(latin.given), places: new Set([...latin.places, ...latin.longPlaces]),
    before: new RegExp(`(?<![\\p{L}-])${persons}\\.?[,，]? ?$`, 'iu'),
    behind: new RegExp(`^(?:[,，]| and| –| -)? ?(?:[(（]?\\d{4}|(?:is|was|as)? ?(?:an?|the|our|its|then)? ?(?:[\\p{L}-]+ ){0,4}${persons}(?![\\p{L}])|(?:also |has |had )?(?:says?|said|argues?|argued|writes|wrote|notes?|noted|explains?|explained|told|suggests?|suggested|believes?|believed|recalls?|recalled)\\b)`, 'iu'),
  }
}

function peopleRules(tables: NameTables, adverbs: string): PeopleRules {
  const surname = oneOf([...tables.doubleSurnames, ...tables.surnames])
  const post = oneOf([...Object.values(tables.posts).flat(), ...tables.titles])
  const rank = oneOf(Object.values(tables.posts).flat())
  const acts = oneOf(tables.behindPeople)
  const behind = oneOf([...tables.behindPeople, ...tables.titles, ...Object.values(tables.posts).flat()])
  const given = `(?:(?!出生|出版|出任|出身)(?![的了於在與和及為是由曾現任等所之也已將本該此會這各某每不有個擔譯至])${HAN})`
  return {
    posted: new RegExp(`${surname}(?:${given}|${given}(?!${acts})${given})(?=（?副?）?${post}(?!${HAN}{0,2}長))`, 'gu'),
    postFirst: new RegExp(`(?<=${rank})(?:${surname}${surname}(?!${behind})${given}(?!${behind})${given}(?=[，。、；：（）！？與和及]|$|${behind})|${surname}(?!${behind})${given}(?!${behind})${given}|${surname}(?!${behind})${given}(?=[，。、；：（）！？]|$|${behind}))|(?<=${rank}[為是由：])${surname}${given}{1,2}(?=[，。；（]|(?:教授|先生|女士|博士)?(?:擔任|出任|接任|兼任)|教授|先生|女士|$)`, 'gu'),
    clerics: new RegExp(`${HAN}{2}(?<=(?:^|[，。；：、「由為與和])..)(?:法師|上人|和尚)`, 'gu'),
    acting: new RegExp(`(?<=^|[，。；：、（\\n「]|由|為|與|和|及|以及)${surname}${given}{1,2}(?=(?:（[^）]{0,12}\\d{4}[^）]{0,12}）)?${adverbs}(?:所)?(?:${oneOf(tables.personVerbs)}|任(?=${HAN}{3})|[是為](?=${HAN}{2,20}${rank}(?:[，。；、]|$)))|（\\d{4}|的?《)`, 'gu'),
    notPeople: new RegExp(`^${oneOf(tables.notPeople)}`, 'u'),
  }
}
