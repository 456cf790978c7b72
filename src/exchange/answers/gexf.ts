import type { CitedAnswer } from '../../graph/cited.ts'
import { markup, type Markup } from '../markup.ts'
import { aboutOf } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { EDGE_FIELDS, graphOf, NODE_FIELDS } from './graph.ts'
import { comment, sealed } from './seal.ts'

/**
 * The answer's graph for Gephi (GEXF 1.3, https://gexf.net/schema.html). Where dates are known an edge has `start` and
 * `end`: the days between which it can hold, so that a timeline shows what may have been, never less.
 */
export const gexf: AnswerFormat = {
  name: 'gexf',
  mediaType: 'application/gexf+xml; charset=utf-8',
  extension: 'gexf',
  inline: false,
  write: (cited: CitedAnswer) => {
    const { nodes, edges, rowOf } = graphOf(cited)
    const isDynamic = edges.some(({ earliest, latest }) => (earliest ?? latest) !== undefined)
    return sealed(markup`<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta lastmodifieddate="${cited.day}">
    <creator>${cited.software}</creator>
    <title>${cited.answer.title}</title>
    <description>${aboutOf(cited).map(([, label, value]) => `${label}：${value}`).join('\n')}</description>
  </meta>
  <graph defaultedgetype="directed" mode="${isDynamic ? 'dynamic' : 'static'}"${isDynamic ? markup` timeformat="date"` : ''}>
    <attributes class="node">${declared(NODE_FIELDS)}
    </attributes>
    <attributes class="edge">${declared(EDGE_FIELDS)}
    </attributes>
    <nodes>${nodes.map(({ id, name, kind }) => markup`
      <node id="${id}" label="${name}"><attvalues>${values({ kind, row: rowOf(id) })}</attvalues></node>`)}
    </nodes>
    <edges>${edges.map(({ relation: { id, from, to, type }, undirected, earliest, latest, values: said }) => markup`
      <edge id="${id}" source="${from.id}" target="${to.id}" label="${said.typeLabel}" kind="${type}"${undirected ? markup` type="undirected"` : ''}${
  earliest === undefined ? '' : markup` start="${earliest}"`}${latest === undefined ? '' : markup` end="${latest}"`}><attvalues>${values(said)}</attvalues></edge>`)}
    </edges>
  </graph>
</gexf>
`.text, comment)
  },
}

const declared = (fields: Readonly<Record<string, string>>): Markup[] => Object.entries(fields).map(([name, type]) => markup`
      <attribute id="${name}" title="${name}" type="${type}"/>`)

const values = (said: Readonly<Record<string, string | number | boolean | undefined>>): Markup[] => Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [markup`<attvalue for="${name}" value="${String(value)}"/>`]))
