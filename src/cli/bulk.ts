import { changeMany, MOST_BY_HAND } from '../archive/bulk/bulk.ts'
import type { BulkChange, Citing } from '../archive/bulk/change.ts'
import type { FieldInput } from '../archive/contribute/input.ts'
import { badInput } from '../model/errors.ts'
import { newId } from '../model/ids.ts'
import { STATES, type Identifier, type State } from '../model/records.ts'
import { entityNamed } from '../questions/resolve.ts'
import { readAudience } from './audience.ts'
import { CHOICE, CHOICE_USAGE, choiceOf, pairOf, told, withBulk, type AtBulk } from './choice.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { flag, numberOption, textOption } from './options.ts'

const several = { type: 'string', multiple: true } as const
const one = { type: 'string' } as const

export const bulk: Command = {
  usage: '[哪些] [怎麼改] --reason TEXT [--dry-run] [--shown 20] [--key WORD] [--json]\n'
    + `${CHOICE_USAGE}\n`
    + '  怎麼改：[--set CODE=VALUE …] [--unset CODE …] [--add-value CODE=VALUE …] [--remove-value CODE=VALUE …] [--add-name NAME …] [--remove-name NAME …]\n'
    + '    [--add-identifier SCHEME=VALUE] [--remove-identifier SCHEME=VALUE] [--audience AUDIENCE] [--state STATE] [--withdraw REASON]\n'
    + '    [--relate TYPE --other NAME [--incoming] --cite SOURCE]   關係：[--cite SOURCE [--page P] [--section S] [--url U] [--quote WORDS]] [--confirm] [--start DATE] [--end DATE] [--standing S --standing-reason TEXT]',
  summary: '一次改許多 Changes many records alike, as one batch that can be undone; --dry-run shows what would change',
  options: {
    ...SHARED.json, ...CHOICE, reason: one, 'dry-run': { type: 'boolean' }, shown: one, key: one,
    set: several, unset: several, 'add-value': several, 'remove-value': several, 'add-name': several, 'remove-name': several, 'add-identifier': several, 'remove-identifier': several,
    audience: one, state: one, withdraw: one, relate: one, other: one, incoming: { type: 'boolean' }, cite: one, page: one, section: one, url: one, quote: one, stance: one,
    confirm: { type: 'boolean' }, start: one, end: one, standing: one, 'standing-reason': one,
  },
  words: [0, 0],
  run: (invocation) => withBulk(invocation, async (at) => {
    const { options } = invocation
    const dryRun = flag(options, 'dry-run')
    const report = await changeMany(at.ports, at.actor, {
      choice: await choiceOf(at.archive.asking, options), change: await changeOf(at, options), most: MOST_BY_HAND, dryRun, origin: 'cli',
      key: textOption(options, 'key') ?? newId(), reason: textOption(options, 'reason') ?? '', shown: numberOption(options, 'shown') ?? 20,
    })
    await told(at, report, invocation)
  }),
}

async function changeOf({ archive: { asking }, ports, actor }: AtBulk, options: Invocation['options']): Promise<BulkChange> {
  const many = (name: string): string[] => [options[name] ?? []].flat() as string[]
  const values = (name: string): FieldInput[] => [...Map.groupBy(many(name).map((text) => pairOf(text, name)), ([code]) => code)].map(([code, pairs]) => ({ code, values: pairs.map(([, value]) => value) }))
  const identifiers = (name: string): Identifier[] => many(name).map((text) => pairOf(text, name)).map(([scheme, value]) => ({ scheme, value }))
  const idOf = async (name: string): Promise<string | undefined> => {
    const text = textOption(options, name)
    return text === undefined ? undefined : (await entityNamed(asking, text, `--${name}`)).id
  }
  const text = (name: string): string | undefined => textOption(options, name)
  const [source, other, type, audience, state] = [await idOf('cite'), await idOf('other'), text('relate'), text('audience'), text('state')]
  if (state !== undefined && !(STATES as readonly string[]).includes(state)) throw badInput('--state', `--state 是 ${STATES.join('、')} 之一`)
  const locator = present({ page: text('page'), section: text('section'), url: text('url') })
  const cite: Citing | undefined = source === undefined ? undefined : { source, ...present({ quote: text('quote'), stance: text('stance') }), ...(Object.keys(locator).length === 0 ? {} : { locator }) }
  const [start, end] = [text('start'), text('end')]
  if (type !== undefined && (other === undefined || cite === undefined)) throw badInput('--relate', '新的關係要有另一端和出處：--relate TYPE --other NAME --cite SOURCE')
  const [set, unset] = [values('set'), many('unset').map((code): FieldInput => ({ code, values: [] }))]
  return {
    ...listed({ fields: [...set, ...unset], addValues: values('add-value'), removeValues: values('remove-value'), addNames: many('add-name').map((name) => ({ text: name })), removeNames: many('remove-name'), addIdentifiers: identifiers('add-identifier'), removeIdentifiers: identifiers('remove-identifier') }),
    ...(audience === undefined ? {} : { audience: readAudience(await ports.directory.table(), actor, audience) }),
    ...(state === undefined ? {} : { state: state as State }),
    ...(type === undefined ? { ...(cite && { cite }), ...present({ start, end }) } : { relate: { ...cite!, type, other: other!, ...present({ start, end }), ...(flag(options, 'incoming') ? { direction: 'in' as const } : {}) } }),
    ...(flag(options, 'confirm') ? { confirm: true } : {}),
    ...present({ standing: text('standing'), standingReason: text('standing-reason'), withdraw: text('withdraw') }),
  }
}

const present = (parts: Readonly<Record<string, string | undefined>>): Record<string, string> => Object.fromEntries(Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined))
const listed = (parts: Readonly<Record<string, readonly unknown[]>>): Record<string, never> => Object.fromEntries(Object.entries(parts).filter(([, list]) => list.length > 0)) as Record<string, never>
