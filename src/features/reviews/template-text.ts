import type { FieldError } from '#src/errors.ts'

/** What a template may name, and nothing else: no service, no specialty, nothing of a person's health. */
export const templateVariables = ['firstName', 'lastName', 'practice', 'practitioner'] as const
export type TemplateValues = Record<(typeof templateVariables)[number], string>

const named = /\{\{\s*([A-Za-z0-9_.]*)\s*\}\}/g
const brace = /\{\{|\}\}/

const isVariable = (name: string): name is keyof TemplateValues =>
  (templateVariables as readonly string[]).includes(name)

const namesIn = (text: string): string[] => [...text.matchAll(named)].map(([, name = '']) => name)

const faultIn = (pointer: string, text: string): FieldError | null => {
  const unknown = namesIn(text).find((name) => !isVariable(name))
  if (unknown !== undefined)
    return { pointer, detail: `names ${unknown || 'nothing'}; it may name ${templateVariables.join(', ')}` }
  return brace.test(text.replace(named, '')) ? { pointer, detail: 'has braces that belong to nothing' } : null
}

/**
 * The first thing that a template says and may not, or null.
 * @param telling words that tell of health, such as names of services: they stand in no subject (`LEGAL.md` § 7)
 */
export const faultOfTemplate = (
  { subject, text }: { subject: string; text: string },
  telling: readonly string[],
): FieldError | null => {
  const fault = faultIn('/subject', subject) ?? faultIn('/text', text)
  if (fault) return fault
  const names = namesIn(subject)
  if (names.includes('firstName') && names.includes('lastName'))
    return { pointer: '/subject', detail: 'shows on lock screens: it may not hold a full name' }
  const lower = subject.toLowerCase()
  return telling.some((word) => word.trim() !== '' && lower.includes(word.trim().toLowerCase()))
    ? { pointer: '/subject', detail: 'shows on lock screens: it may name no service and no specialty' }
    : null
}

/** A template with its variables filled in; values are taken as they are. */
export const fillTemplate = <V extends Record<string, string>>(text: string, values: V): string =>
  text.replace(named, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole))
