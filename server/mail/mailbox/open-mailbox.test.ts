import { afterAll, expect, test } from 'vitest'
import { openMail } from '../open-mail.ts'
import { openMailbox } from './open-mailbox.ts'

const mailbox = openMailbox({ now: () => 0 })
const { page, smtp } = await mailbox.listen()
afterAll(() => mailbox.close())

test('what is mailed is shown, contained: nothing in it runs, nothing is fetched for it', async () => {
  const mail = openMail({ url: smtp, from: 'Corner Shop <shop@example.com>' })
  const html = '<p>Ваша неделя</p><script>document.title = "mine"</script>'
  const message = { id: '1', to: 'ann@example.com', subject: 'Неделя', text: 'Ваша неделя', html }
  expect(await mail.send(message)).toEqual({ kind: 'sent' })
  const listed = await (await fetch(`${page}/mails`)).json()
  expect(listed).toEqual([
    {
      id: 1,
      at: new Date(0).toISOString(),
      from: 'Corner Shop · shop@example.com',
      to: ['ann@example.com'],
      subject: 'Неделя',
    },
  ])
  const shown = await fetch(`${page}/mails/1/html`)
  expect((await shown.text()).trim()).toBe(html)
  const policy = shown.headers.get('content-security-policy')
  expect(policy).toMatch(/^sandbox /)
  expect(policy).not.toContain('allow-scripts')
  expect(policy).toContain("default-src 'none'")
  expect(await (await fetch(`${page}/mails/1`)).text()).toContain('Ваша неделя')
  expect((await fetch(`${page}/mails/2`)).status).toBe(404)
})

test('a mail that is too large is refused for good, and the page comes with its parts', async () => {
  const mail = openMail({ url: smtp, from: 'shop@example.com' })
  const huge = { id: '2', to: 'a@example.com', subject: 's', text: 'x'.repeat(2_500_000), html: '' }
  expect((await mail.send(huge)).kind).not.toBe('sent')
  for (const path of ['/', '/page.css', '/page.js']) expect((await fetch(page + path)).status, path).toBe(200)
})
