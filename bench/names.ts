import { newId } from '../src/model/ids.ts'
import { nameKey } from '../src/model/names.ts'
import { NameLookup } from '../src/model/names/index.ts'
import { namesOfLookup } from '../src/questions/names-in-text.ts'
import { associations } from '../test/generate/names.ts'
import { differentBodies, everyone, falseJoins, figures, sameBodies } from '../test/generate/names-figures.ts'
import { random } from '../test/generate/random.ts'
import { median, p95, type Bench, type Context, type Part, type Result, type Row } from './bench.ts'

// Question: are names written another way, shortened or former found, and is anything taken for what it is not?
// Method: pairs of the demonstration registers (test/generate/names.ts) are looked up among all their names; and each
// association is asked of a lookup that has all others.

const percent = (part: number, whole: number): number => Math.round((1_000 * part) / whole) / 10

function quality(): Part[] {
  const lookup = everyone()
  const rows = sameBodies().map(({ what, pairs }): Row => {
    const { first, ten, right, wrong } = figures(lookup, what, pairs)
    const keys = pairs.filter(({ a, b }) => nameKey(a) === nameKey(b)).length
    return {
      what, cells: { pairs: pairs.length, 'equal keys %': percent(keys, pairs.length), 'first %': percent(first, pairs.length), 'among ten %': percent(ten, pairs.length), 'by itself %': percent(right, pairs.length), 'another by itself': wrong.length },
      limit: 'never another', met: wrong.length === 0,
    }
  })
  const { pairs, joined } = differentBodies()
  const names = associations()
  const alone = falseJoins(lookup, names)
  return [
    { name: 'same', title: `One body, another name: looked up among ${lookup.size.toLocaleString('en')} names`, rows, notes: ['“By itself”: the right one stands for the name without being asked back. A name without its place, or a former one, never does: it is a proposal.', 'Variants and most former names are made by rules from real names: they say that the rules are kept, not how registers err. Those by hand are few.'] },
    {
      name: 'different', title: 'Different bodies of nearly equal names', rows: [
        { what: 'pairs of one register, a character exchanged or one or two added', cells: { pairs, 'joined by itself': joined.length }, limit: '0', met: joined.length === 0 },
        { what: 'each association asked of all others', cells: { pairs: names.length, 'joined by itself': alone.length }, limit: '0', met: alone.length === 0 },
      ],
    },
  ]
}

/** Names as the registers have them, made many: of each the own part is exchanged. */
async function speed({ scale, say }: Context): Promise<Part> {
  const names = associations()
  const chance = random(11)
  const count = Math.round(200_000 * scale)
  const lookup = new NameLookup()
  const started = process.cpuUsage()
  say(`  ${count} names`)
  for (let i = 0; i < count; i++) {
    const name = names[i % names.length]!
    const other = i < names.length ? name : name.slice(0, 3) + String.fromCodePoint(...Array.from({ length: 2 }, () => 0x4e00 + chance.below(3_000))) + name.slice(5)
    lookup.put({ id: newId(), name: other, kind: 'Organization', names: [{ text: other, sort: 'official' }] })
  }
  const { user, system } = process.cpuUsage(started)
  const times = (asked: readonly string[]): number[] => asked.map((name) => {
    const begun = performance.now()
    lookup.near(name)
    return performance.now() - begun
  })
  const asked = Array.from({ length: 300 }, () => names[chance.below(names.length)]!.slice(3))
  times(asked.slice(0, 50))
  const rows = [['names without their place', asked], ['short forms', ['北美館', '北市社會局', '師大', '新工處', '客委會', '北市圖'].flatMap((one) => Array.from({ length: 20 }, () => one))], ['persons', ['林振春教授', '董欣孜', '許嫚真', '曾淑賢館長'].flatMap((one) => Array.from({ length: 20 }, () => one))]]
    .map(([what, list]): Row => ({ what: String(what), cells: { 'median ms': median(times(list as string[])), 'p95 ms': p95(times(list as string[])) } }))
  const written = textsWith(names, chance)
  const typed: number[] = []
  for (const text of written) {
    const begun = performance.now()
    await namesOfLookup(lookup, text)
    typed.push(performance.now() - begun)
  }
  rows.push({ what: `names in a text of ${TYPED.toLocaleString('en')} characters`, cells: { 'median ms': median(typed), 'p95 ms': p95(typed) }, limit: 'p95 50 ms', met: p95(typed) < 50 })
  return { name: 'speed', title: `Looking up what is alike among ${count.toLocaleString('en')} names`, rows, notes: [`Taking the names in: ${Math.round((user + system) / 10_000) / 100} s of one processor, once a process (and again for another viewer).`] }
}

/** Characters of a text as somebody types it. */
const TYPED = 2_000

/** What people write, with a name every forty characters or so. */
function textsWith(names: readonly string[], chance: ReturnType<typeof random>): string[] {
  const words = [...'我們小時候在廟口聽阿公說起那一年的颱風把石獅子吹倒了後來社區的人一起把它扶正大家都記得']
  return Array.from({ length: 100 }, () => {
    let text = ''
    while (text.length < TYPED) text += Array.from({ length: 10 + chance.below(60) }, () => chance.pick(words)).join('') + chance.pick(names) + chance.pick(['，', '。', '。\n\n', '、'])
    return text.slice(0, TYPED)
  })
}

async function run(context: Context): Promise<Result> {
  return { parts: [...quality(), await speed(context)] }
}

const bench: Bench = {
  name: 'names', title: 'Names',
  question: 'Are names written another way, shortened or former found, and is anything taken for what it is not?',
  method: 'Pairs from the demonstration registers, looked up among all names of the registers; each association asked of a lookup that has all others; and the time a lookup takes among many, and looking through a text that is being typed.',
  run,
}
export default bench
