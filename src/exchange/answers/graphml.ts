import type { CitedAnswer } from '../../graph/cited.ts'
import { markup, type Markup } from '../markup.ts'
import { aboutOf } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { EDGE_FIELDS, graphOf, NODE_FIELDS, type FieldType } from './graph.ts'
import { comment, sealed } from './seal.ts'

const TYPES: Readonly<Record<FieldType, string>> = { string: 'string', integer: 'int', boolean: 'boolean' }

/** The answer's graph for yEd, Cytoscape, igraph, networkx (GraphML, http://graphml.graphdrawing.org). What the whole is stands at the graph. */
export const graphml: AnswerFormat = {
  name: 'graphml',
  mediaType: 'application/graphml+xml; charset=utf-8',
  extension: 'graphml',
  inline: false,
  write: (cited: CitedAnswer) => {
    const { nodes, edges, rowOf } = graphOf(cited)
    const about = aboutOf(cited)
    return sealed(markup`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">${
  about.map(([key]) => declared('graph', key, 'string'))}${
  Object.entries({ label: 'string', ...NODE_FIELDS } as const).map(([key, type]) => declared('node', key, type))}${
  Object.entries({ label: 'string', ...EDGE_FIELDS } as const).map(([key, type]) => declared('edge', key, type))}
  <graph id="answer" edgedefault="directed">${data('graph', Object.fromEntries(about.map(([key, , value]) => [key, value])))}${
  nodes.map(({ id, name, kind }) => markup`
    <node id="${id}">${data('node', { label: name, kind, row: rowOf(id) })}</node>`)}${
  edges.map(({ relation: { id, from, to }, undirected, values }) => markup`
    <edge id="${id}" source="${from.id}" target="${to.id}"${undirected ? markup` directed="false"` : ''}>${data('edge', { label: values.typeLabel, ...values })}</edge>`)}
  </graph>
</graphml>
`.text, comment)
  },
}

const declared = (of: string, key: string, type: FieldType): Markup => markup`
  <key id="${of}-${key}" for="${of}" attr.name="${key}" attr.type="${TYPES[type]}"/>`

const data = (of: string, values: Readonly<Record<string, string | number | boolean | undefined>>): Markup[] =>
  Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [markup`<data key="${of}-${key}">${String(value)}</data>`]))
