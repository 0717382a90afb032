import { test } from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic } from '#test/helpers/clinic.ts'
import { pressPage } from '#test/helpers/links-page.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const titles = {
  en: 'Your answer',
  sv: 'Ditt svar',
  nl: 'Uw antwoord',
  fr: 'Votre avis',
  az: 'Cavabınız',
}

test('S7: the page of an invitation asks what the practice asks, in five languages, and acts when a button is pressed alone', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const { token } = clinic.admin
  const ask = async () => {
    const email = newAddress('olle')
    const recipients = [{ kind: 'address', email, firstName: 'Olle', lastName: 'Ek' }]
    expectStatus(await clinic.call('POST', '/review-invitations', { token, body: { recipients } }), 202)
    const [mail] = await mailsTo(app, email)
    const links = [...(mail?.text ?? '').matchAll(/\/links\/(review|unsubscribe)\?token=[\w-]+/g)]
    return links.map(([path]) => path)
  }
  const show = async (path = '', language = 'sv') => {
    const answer = await app.call('GET', path, { headers: { 'accept-language': language } })
    return expectStatus(answer, 200)
  }
  const states = async () => {
    const { body } = await clinic.call('GET', '/review-invitations', { token })
    return body.data.map(({ state }: { state: string }) => state)
  }

  const [review, unsubscribe] = await ask()
  for (const [language, title] of Object.entries(titles)) {
    for (const path of [review, unsubscribe]) {
      const { body, headers } = await show(path, `${language}-XX, en;q=0.1`)
      t.equal(headers['content-language'], language)
      t.notMatch(body, /undefined|\{\{/)
    }
    t.match((await show(review, language)).body, `<h1>${title}</h1>`)
  }
  const page = (await show(review)).body
  t.match(page, /name="score" type="number" autocomplete="off" min="0" max="10" required/)
  const looked = await pressPage(app, page, {}, 'nothing')
  t.match(looked.calls, [/^GET \/v1\/reviews\/[\w-]+$/])
  t.match(looked.asked, ['score', 'text', 'decline', 'aspects.friendliness', 'aspects.explanation'])
  t.strictSame(await states(), ['sent'], 'whoever runs the page, as scanners do, changes nothing')

  const typed = { score: '9', 'aspects.friendliness': '5', text: '' }
  const sent = await pressPage(app, page, typed)
  t.match(sent, { done: true, said: /^Tack/, calls: [/^GET/, /\/view$/, /^\/v1\/reviews\/[\w-]+$/] })
  t.strictSame(await states(), ['answered'])
  const { body } = await clinic.call('GET', '/reviews', { token })
  t.match(body.data, [{ score: 9, aspects: { friendliness: 5 }, text: null }])
  t.match(await pressPage(app, page, {}, 'nothing'), { done: true, said: /redan besvarad/ })

  const [second, end] = await ask()
  const declined = await pressPage(app, (await show(second)).body, {}, 'decline')
  t.match(declined, { done: true, said: /påminnelse/ })
  t.strictSame(await states(), ['declined', 'answered'])
  t.match(await pressPage(app, (await show(end)).body, {}), { done: true, said: /^Klart/ })
})
