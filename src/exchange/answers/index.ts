import { bibtex } from './bibtex.ts'
import { csl } from './csl.ts'
import { csv } from './csv.ts'
import { evidence } from './evidence.ts'
import type { AnswerFormat } from './format.ts'
import { gexf } from './gexf.ts'
import { graphml } from './graphml.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { jsonld } from './jsonld.ts'
import { md } from './md.ts'
import { inline } from './picture/inline.ts'
import { ris } from './ris.ts'
import { svg } from './svg.ts'

export type { AnswerFormat } from './format.ts'

/** Every form in which an answer is taken away, by name. */
export const FORMATS: ReadonlyMap<string, AnswerFormat> = new Map(
  [json, csv, evidence, jsonld, md, html, csl, bibtex, ris, gexf, graphml, svg].map((format) => [format.name, format]),
)

/** What is written for our own pages, by name: pictures to stand in them. */
export const PICTURES = { 'zh-Hant': inline('picture', { language: 'zh-Hant', entities: '/entities/' }), en: inline('picture-en', { language: 'en', entities: '/en/entities/' }) } as const

/** Everything that can be written. */
export const WRITTEN: ReadonlyMap<string, AnswerFormat> = new Map([...FORMATS, ...Object.values(PICTURES).map((format) => [format.name, format] as const)])
