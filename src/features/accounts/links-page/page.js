const form = document.querySelector('form')
const status = document.querySelector('[role=status]')
const button = form.querySelector('button')
const { action, signIn, reads, shows, done, failed, declined, over, form: formPath } = form.dataset

// The token stays out of the address bar, the history and whatever reads them.
history.replaceState(null, '', location.pathname)

const post = async (path, body, accessToken) => {
  const answer = await fetch(path, {
    method: body ? 'POST' : 'GET',
    referrerPolicy: 'no-referrer',
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  const content = text ? JSON.parse(text) : {}
  if (!answer.ok) throw new Error(content.errors?.[0]?.detail ?? content.title ?? failed)
  return content
}

const end = (said) => {
  status.textContent = said
  form.hidden = true
}

const fail = ({ message }) => {
  status.textContent = `${failed} ${message}`
}

const rating = ({ key, label }) => {
  const line = document.createElement('label')
  const input = document.createElement('input')
  Object.assign(input, { name: `aspects.${key}`, type: 'number', min: 1, max: 5 })
  line.append(`${label} (1–5) `, input)
  return line
}

// Reading what is asked changes nothing; that somebody looks at it is told when they begin to fill it in.
const openForm = async () => {
  const { state, aspects } = await post(formPath)
  if (state !== 'open') return end(over)
  form.elements.text.parentElement.before(...aspects.map(rating))
  form.addEventListener('input', () => post(`${formPath}/view`, {}).catch(() => {}), { once: true })
  form.elements.decline.addEventListener('click', () =>
    post(`${formPath}/decline`, {}).then(() => end(declined), fail),
  )
}

if (formPath) openForm().catch(fail)

const fieldOf = ([name, value]) => [name, form.elements[name].type === 'number' ? Number(value) : value]

/** What was filled in; `aspects.care` is the field `care` of `aspects`. */
const filledIn = () => {
  const filled = [...new FormData(form)].filter(([, value]) => value !== '').map(fieldOf)
  const rated = filled.filter(([name]) => name.startsWith('aspects.'))
  const aspects = Object.fromEntries(rated.map(([name, value]) => [name.slice(8), value]))
  const others = Object.fromEntries(filled.filter(([name]) => !name.startsWith('aspects.')))
  return { ...others, ...(rated.length ? { aspects } : {}) }
}

const submit = async ({ token, ...fields }) => {
  if (reads === 'true') return post(`${action}/${token}`)
  if (signIn !== 'true') return post(action, { ...(token ? { token } : {}), ...fields })
  const session = await post('/v1/auth/login', fields)
  try {
    return await post(action, { token }, session.accessToken)
  } finally {
    await post('/v1/auth/logout', { refreshToken: session.refreshToken })
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  button.disabled = true
  try {
    const answer = await submit(filledIn())
    end(shows ? `${done} ${answer[shows]}` : done)
  } catch (error) {
    fail(error)
    button.disabled = false
  }
})
