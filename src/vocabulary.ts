import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readVocabulary, type Vocabulary } from './model/vocabulary.ts'

const folder = new URL('../seed/vocabulary/', import.meta.url)

/** The vocabulary the archive starts with: kinds, relation types, fields, labels and licences, one file each. */
export function loadVocabulary(): Vocabulary {
  const part = (name: string): unknown => parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'))
  return readVocabulary({ kinds: part('kinds'), relations: part('relations'), fields: part('fields'), labels: part('labels'), licences: part('licences') })
}
