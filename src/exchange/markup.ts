/** Text that is markup already. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

type Hole = Markup | string | number | boolean | undefined | null | readonly Hole[]

/** XML and HTML as a template: every hole that is not markup already is escaped; lists are joined, nothing is nothing. */
export const markup = (strings: TemplateStringsArray, ...holes: readonly Hole[]): Markup =>
  new Markup(strings.reduce((text, string, i) => `${text}${textOf(holes[i - 1])}${string}`))

function textOf(hole: Hole): string {
  if (hole === undefined || hole === null) return ''
  if (hole instanceof Markup) return hole.text
  if (typeof hole === 'object') return hole.map(textOf).join('')
  return escaped(String(hole))
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Controls that XML 1.0 has no way to write become the sign for what cannot be shown. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark]!).replace(CONTROLS, '\uFFFD').toWellFormed()

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
