import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { hidden } from '../../form.ts'
import { suggesting } from '../../parts/suggest.ts'

/** The box for words, and in one line what can be typed. */
export function searchBox(call: Call, text: string, kept: Readonly<Record<string, string>> = {}): Markup {
  const { t, href } = call
  return html`<form class="asking searching" role="search" action="${href('/search')}" method="get" aria-label="${t('找資料', 'Search')}">
<label for="q">${t('要找的字', 'Words to look for')}</label>
<div class="inline">${suggesting(call, html`<input id="q" name="q" type="search" maxlength="300" autocomplete="off" value="${text}" aria-describedby="q-help" required>`, { go: true })}
${Object.entries(kept).filter(([, value]) => value !== '').map(([name, value]) => hidden(name, value))}<button>${t('找', 'Search')}</button></div>
<p class="hint" id="q-help">${t('詞要連在一起，用「」圍起來；不要的詞，前面加 −。例如：「社區大學」 −協會', 'Quote words to keep them together; put − before a word to leave it out: "社區大學" −協會')}</p>
</form>
`
}
