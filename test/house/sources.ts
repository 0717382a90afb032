import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** A file of ours, parsed. */
export interface Source {
  path: string
  tree: ts.SourceFile
}

/** Parses a text as if it were a file. */
export const parse = (path: string, text: string): Source => ({
  path,
  tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
})

/** Every TypeScript file of these folders. */
export const readSources = (...folders: string[]): Source[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`))
    .sort()
    .map((path) => parse(path, readFileSync(path, 'utf8')))

/** Every node of a file. */
export const nodesOf = ({ tree }: Source): ts.Node[] => {
  const found: ts.Node[] = []
  const visit = (node: ts.Node) => {
    found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** A text in quotes or back-quotes; of a template with values only what is written between them. */
export const writtenText = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\u0000')
  return undefined
}

/** Where a node stands, for a sentence. */
export const placeOf = ({ path, tree }: Source, node: ts.Node): string =>
  `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`

/**
 * Sentences about findings in files that are not excused, and about excuses that excuse nothing any more.
 * @param excuses by path, each with its reason
 */
export const unexcused = (
  findings: readonly { path: string; place: string; what: string }[],
  excuses: Readonly<Record<string, string>>,
): string[] => [
  ...findings.filter(({ path }) => excuses[path] === undefined).map(({ place, what }) => `${place}: ${what}`),
  ...Object.keys(excuses)
    .filter((path) => !findings.some((finding) => finding.path === path))
    .map((path) => `${path}: is excused but does nothing of the kind any more: take it off the list`),
]
