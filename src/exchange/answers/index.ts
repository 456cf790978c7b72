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
import { ris } from './ris.ts'
import { svg } from './svg.ts'

export type { AnswerFormat } from './format.ts'

/** Every form in which an answer is taken away, by name. */
export const FORMATS: ReadonlyMap<string, AnswerFormat> = new Map(
  [json, csv, evidence, jsonld, md, html, csl, bibtex, ris, gexf, graphml, svg].map((format) => [format.name, format]),
)
