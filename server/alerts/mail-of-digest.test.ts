import { afterAll, expect, test } from 'vitest'
import { spokenLanguages } from '../../shared/account/settings.ts'
import { openMailbox } from '../mail/mailbox/open-mailbox.ts'
import { openMail } from '../mail/open-mail.ts'
import { textOfHtml } from '../testing/text-of-html.ts'
import type { Digest } from './digest.ts'
import { mailOfDigest } from './mail-of-digest.ts'

const mailbox = openMailbox()
const { smtp } = await mailbox.listen()
const mail = openMail({ url: smtp, from: 'shop@example.com' })
afterAll(async () => {
  mail.close()
  await mailbox.close()
})

const item = { branchName: 'Down & Town', threshold: 1_500, isOwn: false }
const digest: Digest = {
  id: 'n',
  items: [
    { ...item, productId: 'p1', title: 'Runner', sku: 'R-1', onHand: 0 },
    { ...item, productId: 'p2', title: 'Shirt <b>M</b>\r\nBcc: all@example.com', sku: 'S-2', onHand: 1_200 },
  ],
  count: 25,
  at: new Date('2026-11-20T19:05:00Z'),
  business: 'Corner <Shop>',
  timeZone: 'Asia/Tashkent',
}

test('what the mail server gets tells the same as HTML and as text, in the reader’s words and figures, by the shop’s clock', async () => {
  const told = {
    en: ['Low stock: 25 products', '21 Nov 2026, 00:05', '1,200 left', 'threshold 1,500', 'and 23 more'],
    ru: ['Мало на складе, товаров: 25', '21.11.2026, 00:05', 'осталось 1 200', 'порог 1 500', 'и ещё 23'],
    uz: [
      'Kam qolgan mahsulotlar: 25',
      '21.11.2026, 00:05',
      '1 200 ta qoldi',
      'chegara 1 500',
      'va yana 23 ta',
    ],
  }
  for (const language of spokenLanguages) {
    const message = mailOfDigest(digest, { language, publicUrl: 'https://shop.example' })
    expect(await mail.send({ id: language, to: 'ann@example.com', ...message })).toEqual({ kind: 'sent' })
    const [got] = mailbox.mails
    expect(got?.subject).toBe(told[language][0])
    const [html, text] = [textOfHtml(got?.html ?? ''), (got?.text ?? '').replaceAll(/\s+/g, ' ')]
    for (const part of [
      ...told[language],
      'Corner <Shop> ·',
      'Runner',
      'R-1 · Down & Town',
      'Shirt <b>M</b>',
    ]) {
      expect(html, part).toContain(part)
      expect(text, part).toContain(part)
    }
    expect(got?.html).toContain('href="https://shop.example/products/p1/history"')
    expect(got?.html).toContain('href="https://shop.example/home#low"')
    expect(got?.text).toContain('https://shop.example/home#low')
    expect(got?.html).toContain('prefers-color-scheme:dark')
  }
})

test('one product is named in the subject, on one line; where no address is known nothing leads anywhere', async () => {
  const [, shirt] = digest.items
  const message = mailOfDigest({ ...digest, items: [shirt!], count: 1 }, { language: 'en', publicUrl: null })
  expect(await mail.send({ id: 'one', to: 'ann@example.com', ...message })).toEqual({ kind: 'sent' })
  const [got] = mailbox.mails
  expect(got?.subject).toBe('Low stock: Shirt <b>M</b> Bcc: all@example.com')
  expect(got?.to).toEqual(['ann@example.com'])
  expect(got?.html).not.toContain('href')
})
