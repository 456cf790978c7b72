import type { Call } from '../../call.ts'

const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  relation: ['關係', 'Relation'], entity: ['條目', 'Entity'], evidence: ['憑據', 'Evidence'], content: ['文字或檔案', 'Text or file'], proposal: ['更改', 'Change'],
  annotation: ['註記', 'Note'], collection: ['專題', 'Collection'], distinction: ['不同', 'Distinction'], term: ['詞彙', 'Word'],
}

export const typeName = ({ t }: Pick<Call, 't'>, type: string): string => (NAMES[type] === undefined ? type : t(...NAMES[type]))
