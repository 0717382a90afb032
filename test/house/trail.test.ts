import { test } from 'tap'
import ts from 'typescript'

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
  ts.sys,
  '.',
)
const program = ts.createProgram(['src/features.ts'], { ...options, noEmit: true, incremental: false })
const checker = program.getTypeChecker()

const isOurs = (node: ts.Node) =>
  /\/src\//.test(node.getSourceFile().fileName) && !/node_modules/.test(node.getSourceFile().fileName)

/** What a name stands for, through imports. */
const declarationsOf = (name: ts.Identifier): readonly ts.Declaration[] => {
  const symbol = checker.getSymbolAtLocation(name)
  const meant = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return meant?.declarations ?? []
}

const bodyOf = (declaration: ts.Declaration): ts.Node | undefined => {
  if (ts.isVariableDeclaration(declaration)) return declaration.initializer
  return ts.isFunctionDeclaration(declaration) ? declaration.body : undefined
}

/** Whether something of that name is reached from here, through whatever our functions name. */
const reaches = (from: ts.Node, wanted: ReadonlySet<string>, seen = new Set<ts.Node>()): boolean => {
  if (seen.has(from)) return false
  seen.add(from)
  let found = false
  const visit = (node: ts.Node) => {
    if (found) return
    if (ts.isIdentifier(node)) {
      if (wanted.has(node.text)) found = true
      else
        for (const declaration of declarationsOf(node)) {
          const body = bodyOf(declaration)
          if (!found && body && isOurs(body)) found = reaches(body, wanted, seen)
        }
    }
    ts.forEachChild(node, visit)
  }
  visit(from)
  return found
}

interface WriteRoute {
  /** Its operation, or where that is not written out, what it does. */
  name: string
  handler: ts.Node
}

const operationIdOf = (declaration: ts.Node): string => {
  let id = ''
  const visit = (node: ts.Node) => {
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'operationId' &&
      ts.isStringLiteral(node.initializer)
    )
      id = node.initializer.text
    ts.forEachChild(node, visit)
  }
  visit(declaration)
  return id
}

const writeRoutes = (file: ts.SourceFile): WriteRoute[] => {
  const found: WriteRoute[] = []
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && /^app\.(post|put|patch|delete)$/.test(node.expression.getText())) {
      const [, declaration, handler] = node.arguments
      if (declaration && handler)
        found.push({ name: operationIdOf(declaration) || handler.getText(), handler })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const trail = new Set(['recordEvent', 'recordAct'])

/** What appends nothing of its own, and why. */
const noAct: Record<string, string> = {
  answerReview:
    'stands in the review itself, by its day: an event would tell the time, and by it and the appointments whose it is (S76)',
  declineReview: 'as an answer: the invitation tells the day',
  fileDataRequestPublicly:
    'stores nothing of an organisation: the request opens, and stands in the trail, when its address is confirmed',
  foundOrganisation: 'the door that stores the new organisation stores its event with it',
  recordReviewView: 'as an answer: the invitation tells the day',
  searchPatients: 'reads; a POST, as a URL must not hold what is searched for',
  searchReviews: 'reads; a POST, as a URL must not hold what is searched for',
  showReviewTemplatePreview: 'stores nothing: a POST, as it takes a text',
}

test('P31: every operation that changes something appends to the trail in its own transaction', (t) => {
  const routes = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/src\/features\/.*\.routes\.ts$/.test(fileName))
    .flatMap(writeRoutes)
  t.ok(routes.length > 30)
  const silent = routes.filter(({ handler }) => !reaches(handler, trail)).map(({ name }) => name)
  t.strictSame(silent.sort(), Object.keys(noAct).sort())
  t.end()
})

test('P31: this test tells an operation that reaches the trail from one that does not', (t) => {
  const file = program.getSourceFile('src/features/organisations/sites.routes.ts')
  const [addSite] = file ? writeRoutes(file) : []
  t.equal(addSite?.name, 'addSite')
  t.ok(addSite && reaches(addSite.handler, new Set(['recordEvent'])), 'three calls down')
  t.notOk(addSite && reaches(addSite.handler, new Set(['planMail'])))
  t.end()
})
