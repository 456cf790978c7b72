import { graphql, make, wordsOf } from './contribute/make.ts'

/** `<story-tools data-for=ID>`: buttons over a textarea for bold, links and notes; what is pasted from Word comes as Markdown. */
class StoryTools extends HTMLElement {
  readonly #t = wordsOf(this)

  connectedCallback(): void {
    const area = document.getElementById(this.dataset['for'] ?? '')
    if (!(area instanceof HTMLTextAreaElement)) return
    // its place is within the question; it arrives there once more
    if (area.previousElementSibling !== this) {
      area.before(this)
      return
    }
    const t = this.#t
    const button = (label: string, act: () => void): HTMLButtonElement => {
      const made = make('button', { type: 'button', className: 'quiet', textContent: label })
      made.addEventListener('click', act)
      return made
    }
    this.replaceChildren(
      button(t('粗體', 'Bold'), () => { around(area, '**', '**', t('重要的字', 'important')) }),
      button(t('連結', 'Link'), () => { around(area, '[', '](https://)', t('連結的字', 'words')) }),
      button(t('註腳', 'Note'), () => { note(area, t('註腳寫在這裡', 'the note')) }),
    )
    this.setAttribute('role', 'group')
    this.setAttribute('aria-label', t('寫故事的工具', 'Tools for the story'))
    area.addEventListener('paste', (event) => { void pasted(area, event) })
  }
}

/** As if typed, so that it can be undone. */
function put(area: HTMLTextAreaElement, text: string, [from, to]: readonly [number, number], select?: readonly [number, number]): void {
  area.focus()
  area.setRangeText(text, from, to, 'end')
  if (select !== undefined) area.setSelectionRange(...select)
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

function around(area: HTMLTextAreaElement, before: string, after: string, words: string): void {
  const { selectionStart: from, selectionEnd: to, value } = area
  const inside = value.slice(from, to) || words
  put(area, `${before}${inside}${after}`, [from, to], [from + before.length, from + before.length + inside.length])
}

function note(area: HTMLTextAreaElement, words: string): void {
  const { selectionEnd: at, value } = area
  const number = Math.max(0, ...[...value.matchAll(/\[\^(\d{1,3})\]/g)].map((match) => Number(match[1]))) + 1
  const mark = `[^${number}]`
  const text = `${value.slice(0, at)}${mark}${value.slice(at).trimEnd()}\n\n${mark}: `
  put(area, `${text}${words}`, [0, value.length], [text.length, text.length + words.length])
}

/** Formatting of a page or of Word; plain text is pasted as it is. */
async function pasted(area: HTMLTextAreaElement, event: ClipboardEvent): Promise<void> {
  const [html, plain] = ['text/html', 'text/plain'].map((type) => event.clipboardData?.getData(type) ?? '') as [string, string]
  if (html === '' || html.length > 200_000 || !/<(?:b|strong|i|em|a|h[1-6]|li|table|blockquote|ruby|p)\b/i.test(html)) return
  event.preventDefault()
  const place = [area.selectionStart, area.selectionEnd] as const
  const cleaned = await graphql<{ cleaned: { markdown: string } }>('query ($html: String!) { cleaned(html: $html) { markdown } }', { html })
  put(area, cleaned?.cleaned.markdown.trimEnd() ?? plain, place)
}

customElements.define('story-tools', StoryTools)
