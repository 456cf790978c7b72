import type { Accepted } from './kinds.ts'

/** Characters that turn the direction of what follows, or cannot be seen: 「photo‮gpj.exe」 shows as 「photoexe.jpg」. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const LONGEST = 200

/** A name as it may be shown and saved: no path, nothing unseen, and the ending that its content has. */
export function safeName(name: string, { endings }: Pick<Accepted, 'endings'>): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1)!.replace(UNSEEN, '').replace(/[<>:"|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const cut = base.lastIndexOf('.')
  const [stem, ending] = cut > 0 ? [base.slice(0, cut), base.slice(cut + 1).toLowerCase()] : [base, '']
  const short = [...(stem === '' ? '檔案' : stem)].slice(0, LONGEST).join('')
  return `${short}.${endings.includes(ending) ? ending : endings[0]!}`
}
