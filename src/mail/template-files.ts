import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'

/** Where templates live: one folder per language, and the HTML layout that all share. */
export const templateFolder = join(import.meta.dirname, 'templates')

/** What a template may name: one line of text each, without control characters. */
export type Variables = Readonly<Record<string, string>>

/** A paragraph of the text, or the button that a block `[label]({{link}})` or `[label]({{refusalLink}})` becomes. */
type Block = { lines: string[] } | { label: string; link: string }

/** A rendered template, before it is turned into text or HTML. */
export interface Rendered {
  subject: string
  blocks: Block[]
}

const compileText = (source: string): ((variables: Variables) => string) => {
  // Compiling waits for the first use; a syntax error must stop the start all the same.
  Handlebars.parse(source)
  // Without HTML escaping, as this is the text/plain part too; the layout escapes what goes into HTML.
  return Handlebars.compile(source, { noEscape: true, strict: true, knownHelpersOnly: true })
}

const button = /^\[([^\]{}]+)\]\((\{\{(?:link|refusalLink)\}\})\)$/

// The blocks come from the file, not from the rendered text: no value can add one.
const compileBlock = (source: string): ((variables: Variables) => Block) => {
  const [, label, target] = button.exec(source) ?? []
  if (label && target) {
    const link = compileText(target)
    return (variables) => ({ label, link: link(variables) })
  }
  const lines = source.split('\n').map(compileText)
  return (variables) => ({ lines: lines.map((line) => line(variables).trim()).filter((line) => line !== '') })
}

/**
 * Reads `templates/{language}/{name}.txt`: the first line is the subject; then blocks, parted by blank lines.
 * A line that renders empty is left out, a button without link too.
 * @throws when the file is missing or not a template
 */
export const readTemplate = (language: string, name: string): ((variables: Variables) => Rendered) => {
  const source = readFileSync(join(templateFolder, language, `${name}.txt`), 'utf8').trim()
  const [heading = '', ...rest] = source.split(/\n{2,}/)
  const subject = compileText(heading)
  const blocks = rest.map(compileBlock)
  return (variables) => ({
    subject: subject(variables),
    blocks: blocks
      .map((block) => block(variables))
      .filter((block) => ('link' in block ? block.link !== '' : block.lines.length > 0)),
  })
}

/** Reads `templates/{language}/language.json`. */
export const readLanguage = (language: string): unknown =>
  JSON.parse(readFileSync(join(templateFolder, language, 'language.json'), 'utf8'))

const layout = Handlebars.compile<Rendered & { language: string }>(
  readFileSync(join(templateFolder, 'layout.hbs'), 'utf8'),
  { knownHelpersOnly: true },
)

/** The blocks as text/plain. */
export const toText = ({ blocks }: Rendered): string => {
  const paragraphs = blocks.map((block) =>
    'link' in block ? `${block.label}:\n${block.link}` : block.lines.join('\n'),
  )
  return `${paragraphs.join('\n\n')}\n`
}

/** The same blocks as an HTML page; every value is escaped by the layout. */
export const toHtml = (rendered: Rendered, language: string): string => layout({ ...rendered, language })
