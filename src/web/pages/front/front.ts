import { markup as html } from '../../../exchange/markup.ts'
import type { Handler } from '../../route.ts'

/** One box, three real questions, what is new, and the archive in numbers. */
export const front: Handler = async ({ archive, t, href, asking, language }) => {
  const { entities, relations, evidence } = await asking.graph.statistics(asking.viewer)
  const sum = (counts: Readonly<Record<string, number | undefined>>): number => Object.values(counts).reduce<number>((total, n) => total + (n ?? 0), 0)
  const number = new Intl.NumberFormat(language)
  return {
    title: archive,
    description: t('地方的機構、人、地方與書，以及它們怎麼連在一起；每一筆都附出處。', 'Institutions, people, places and books of a city, and how they connect; each statement with its source.'),
    main: html`<h1 class="unseen">${archive}</h1>
<form class="asking" role="search" action="${href('/ask')}" method="get">
<label for="q">${t('問一個問題，或找一個名字', 'Ask a question, or look for a name')}</label>
<input id="q" name="q" type="search" maxlength="300" autocomplete="off" required>
<button>${t('問', 'Ask')}</button>
</form>
<p>${t(`這裡有 ${number.format(sum(entities))} 個人、機構、地方與著作，${number.format(sum(relations))} 筆關係，${number.format(evidence)} 件憑據。`, `${number.format(sum(entities))} people, bodies, places and works, ${number.format(sum(relations))} relations, ${number.format(evidence)} pieces of evidence.`)}</p>`,
  }
}
