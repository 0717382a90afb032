import vm from 'node:vm'
import type { TestApp } from '#test/helpers/app.ts'
import { until } from '#test/helpers/until.ts'

/** What stands between two marks of a page. */
export const between = (page: string, start: string, end: string) =>
  page.slice(page.indexOf(start) + start.length, page.indexOf(end))

const attributeOf = (page: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(page)?.[1] ?? ''

/** What a person types into the page, by field name. */
type Typed = Record<string, string>

interface Control {
  name: string
  type: string
  listeners: Map<string, () => unknown>
  addEventListener(event: string, listener: () => unknown): void
}

const control = (name: string, type: string): Control => {
  const listeners = new Map<string, () => unknown>()
  return {
    name,
    type,
    listeners,
    addEventListener: (event, listener) => void listeners.set(event, listener),
  }
}

/** The inputs and named buttons of a page; what its script adds comes behind them. */
const controlsOf = (page: string) => {
  const found = [...page.matchAll(/<input type="(hidden)" name="(\w+)"|<input name="(\w+)" type="(\w+)"/g)]
  const inputs = found.map(([, hidden, token, name, type]) =>
    control(token ?? name ?? '', hidden ?? type ?? ''),
  )
  const elements: Record<string, Control & { parentElement?: object }> = Object.fromEntries(
    [...inputs, ...(page.includes('name="decline"') ? [control('decline', 'button')] : [])].map((one) => [
      one.name,
      one,
    ]),
  )
  const before = (...lines: { children: (string | Control)[] }[]) => {
    for (const child of lines.flatMap(({ children }) => children))
      if (typeof child === 'object') elements[child.name] = child
  }
  for (const one of Object.values(elements)) one.parentElement = { before }
  return elements
}

const element = (kind: string) => {
  const children: (string | Control)[] = []
  return kind === 'input'
    ? control('', '')
    : { children, append: (...more: typeof children) => children.push(...more) }
}

/**
 * Runs the page's own script as a browser would, over the parts of a document that it touches, and presses the button,
 * or the one that declines.
 * @returns what the page says in the end, what it asks for, and the calls that it made
 */
export const pressPage = async (
  { app }: Pick<TestApp, 'app'>,
  page: string,
  typed: Typed,
  pressed: 'submit' | 'decline' | 'nothing' = 'submit',
) => {
  const elements = controlsOf(page)
  const fields: Typed = {
    ...(page.includes('type="hidden"')
      ? { token: attributeOf(page, 'type="hidden" name="token" value') }
      : {}),
    ...typed,
  }
  const status = { textContent: '' }
  const button = { disabled: false }
  const calls: string[] = []
  const location = { pathname: '/links/x', shown: '/links/x?token=secret' }
  let submit: (event: { preventDefault(): void }) => Promise<void> = async () => {}
  let input = async () => {}
  const form = {
    hidden: false,
    elements,
    dataset: {
      action: attributeOf(page, 'data-action'),
      signIn: attributeOf(page, 'data-sign-in'),
      reads: attributeOf(page, 'data-reads'),
      shows: attributeOf(page, 'data-shows'),
      done: attributeOf(page, 'data-done'),
      failed: attributeOf(page, 'data-failed'),
      form: attributeOf(page, 'data-form'),
      declined: attributeOf(page, 'data-declined'),
      over: attributeOf(page, 'data-over'),
    },
    querySelector: () => button,
    addEventListener: (name: string, listener: typeof submit) => {
      if (name === 'input') input = listener as typeof input
      else submit = listener
    },
  }
  const fetch = async (
    path: string,
    { method, headers, body }: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  ) => {
    calls.push(method === 'GET' ? `GET ${path}` : path)
    const answer = await app.inject({ method, url: path, headers, ...(body ? { payload: body } : {}) })
    return { ok: answer.statusCode < 300, text: async () => answer.body }
  }
  class FormData {
    *[Symbol.iterator]() {
      yield* Object.entries(fields)
    }
  }
  const history = { replaceState: (_state: null, _title: string, path: string) => (location.shown = path) }
  const document = {
    querySelector: (selector: string) => (selector === 'form' ? form : status),
    createElement: element,
  }
  vm.runInNewContext(between(page, '<script>', '</script>'), {
    document,
    history,
    location,
    fetch,
    FormData,
    JSON,
    Object,
    Error,
  })
  if (form.dataset.form)
    await until('the form is read', () => 'aspects.friendliness' in elements || status.textContent !== '')
  if (pressed !== 'nothing' && Object.keys(typed).length > 0) await input()
  if (pressed === 'submit') await submit({ preventDefault() {} })
  if (pressed === 'decline') await elements.decline?.listeners.get('click')?.()
  const asked = Object.keys(elements)
  return { said: status.textContent, calls, address: location.shown, done: form.hidden, asked }
}
