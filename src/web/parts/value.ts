/** A part of a record, for a person to read. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' && one !== null && 'text' in one ? String((one as { text: unknown }).text) : valueText(one))).join('、')
  return Object.entries(value).filter(([key]) => !['sha256', 'sent'].includes(key)).map(([key, one]) => `${key}：${valueText(one)}`).join('；')
}
