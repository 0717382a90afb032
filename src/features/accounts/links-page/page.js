const form = document.querySelector('form')
const status = document.querySelector('[role=status]')
const button = form.querySelector('button')
const { action, signIn, reads, shows, done, failed } = form.dataset

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
    const filled = [...new FormData(form)]
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, form.elements[name].type === 'number' ? Number(value) : value])
    const answer = await submit(Object.fromEntries(filled))
    status.textContent = shows ? `${done} ${answer[shows]}` : done
    form.hidden = true
  } catch (error) {
    status.textContent = `${failed} ${error.message}`
    button.disabled = false
  }
})
