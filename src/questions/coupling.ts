import { kind } from './kind.ts'
import { grouped } from '../model/numbers.ts'
import { ALIKE, alikeBy } from './literature/alike.ts'

/** Works that cite the same (bibliographic coupling, Kessler 1963): exactly as docs/questions.md. */
export const couplingKind = kind({
  name: 'coupling',
  summary: { 'zh-Hant': '哪些著作跟 A 引用相同的文獻？', en: 'Which works cite the same as A?' },
  shape: ALIKE,
  words: ['of'],
  answer: (asking, given) => alikeBy({
    name: 'coupling', towards: 'out',
    words: {
      title: (of) => `哪些著作跟「${of}」引用相同的文獻？`,
      none: (of) => `沒有找到跟「${of}」引用相同文獻的著作。`,
      some: (of, total) => `跟「${of}」引用相同文獻的著作有 ${grouped(total)} 種，相同的多的在前。`,
      number: ['共同文獻數', 'works both cite'], joining: ['共同引用的文獻', 'cited by both'],
    },
  }, asking, given),
})
