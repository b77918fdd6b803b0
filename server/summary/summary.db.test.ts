import { beforeEach, expect, test } from 'vitest'
import type { Handover } from '../mail/mail.ts'
import { fakeModelServer } from '../testing/fake-model-server.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import type { TestMail } from '../testing/test-mail.ts'
import { testShop } from '../testing/test-shop.ts'
import { openModel } from '../model/open-model.ts'
import { makeSummary } from './make-summary.ts'
import { sendMails } from './send-mails.ts'
import { wakeSummaries } from './wake-summaries.ts'

const { app, clock, database, deps, openShop } = await testBusiness()
const server = await fakeModelServer()
const mail = deps.mail as TestMail
const HOUR = 3_600_000
const DAY = 24 * HOUR
const MINUTE = 60_000
/** A Friday at 18:00 in UTC, and its week. */
const END = Date.UTC(2026, 10, 20, 18)
const WEEK = '2026-11-20'
let shop: OpenShop['shop']
let admin: TestLane
let till: TestLane

beforeEach(async () => {
  clock.set(END)
  ;({ shop, admin, till } = await openShop())
  await database.query(`update tenants set created_at = $1`, [new Date(END - 90 * DAY)])
  deps.model = null
  mail.messages.length = 0
  mail.next.length = 0
})

/** A token does not last as long as some of these tests turn the clock. */
async function signInAgain(): Promise<void> {
  admin = await testLane(app, shop, 'admin')
}

const job = (askedBy: string | null = null, again = false) => ({
  data: { tenantId: shop.tenantId, askedBy, again },
  signal: new AbortController().signal,
})
const make = () => makeSummary(deps, job())
const send = () => sendMails(deps, job())

/** The week's sales: two on its Tuesday, one in the week before, and one in the week that has begun. */
async function aWeek(): Promise<void> {
  const product = await testProduct(admin, { [shop.branches.downtown]: 50 }, { title: 'Blue "Shirt" <b>' })
  const at = (ms: number) => ({ createdAt: new Date(ms).toISOString() })
  await till.push('orders', [
    testSale(till, product, 1, at(END - 8 * DAY)),
    testSale(till, product, 1, at(END - 3 * DAY)),
    testSale(till, product, 2, at(END - 3 * DAY)),
    testSale(till, product, 4, at(END)),
  ])
}

async function week(query = ''): Promise<Json> {
  const { status, body } = await admin.get(`/summaries/${WEEK}${query}`)
  expect(status).toBe(200)
  return body
}

const jobsFor = (queue: string) =>
  database.query<{ data: Json }>(`select data from jobs.job where name = $1 and state = 'created'`, [queue])

test('a week is told by its figures, marked as plain, and mailed to the admins', async () => {
  await aWeek()
  await make()
  const told = await week()
  expect(told).toMatchObject({
    week: WEEK,
    from: new Date(END - 7 * DAY).toISOString(),
    telling: { how: 'plain', reason: 'no-model', model: null },
    statistics: {
      sold: { total: 3_600, sales: 2, refunds: 0 },
      before: { total: 1_200, sales: 1 },
      changePercent: 200,
      averageSale: 1_800,
      branches: [{ name: 'Downtown', total: 3_600, before: 1_200 }],
      top: [{ title: 'Blue "Shirt" <b>', pieces: 3, total: 3_600 }],
    },
    mails: [{ address: shop.users.admin.email, state: 'waiting' }],
  })
  expect(told.telling.bullets[0]).toBe(
    '$36.00 came in by 2 sales, 200 % more than the week before; $18.00 a sale on average, before refunds.',
  )
  expect(told.statistics.days).toHaveLength(8)
  expect(told.statistics.days.map((day: Json) => day.total)).toEqual([0, 0, 0, 0, 3_600, 0, 0, 0])
  expect(told.statistics.weeks.map(({ total }: Json) => total)).toEqual([0, 0, 0, 1_200, 3_600])
  expect(told.statistics.weeks.at(-1).week).toBe(WEEK)
  await send()
  expect(mail.messages).toHaveLength(1)
  const [message] = mail.messages
  expect(message).toMatchObject({
    to: shop.users.admin.email,
    subject: expect.stringContaining('20 Nov 2026'),
  })
  expect(message?.html).not.toContain('<b>')
  expect(message?.html).toContain('Blue &quot;Shirt&quot; &lt;b&gt;')
  expect((await week()).mails).toMatchObject([{ state: 'sent', attempts: 1, fault: null }])
})

test('the cron finds a week when it is over by the clock of the business, and once', async () => {
  await database.query(`update tenants set time_zone = 'Asia/Tashkent'`)
  const due = END - 5 * HOUR
  clock.set(due - HOUR)
  const wake = async (ms: number): Promise<number> => {
    clock.set(ms)
    await database.query('delete from jobs.job')
    await wakeSummaries(deps)
    return (await jobsFor('summary.make')).length
  }
  await make()
  expect(await wake(due - 1)).toBe(0)
  expect(await wake(due)).toBe(1)
  await make()
  expect(await wake(due + DAY)).toBe(0)
  expect(await wake(due + 7 * DAY - 1)).toBe(0)
  // Nobody worked for three days: it is made up for.
  expect(await wake(due + 10 * DAY)).toBe(1)
  const weeks = await database.query(
    `select to_char(week, 'YYYY-MM-DD') as week from summaries order by week`,
  )
  expect(weeks).toEqual([{ week: '2026-11-13' }, { week: WEEK }])
})

test('when the clocks are put back the hour on the wall decides, and nobody is told twice', async () => {
  await database.query(`update tenants set time_zone = 'Europe/Berlin'`)
  const wakeAt = async (moment: string): Promise<number> => {
    clock.set(Date.parse(moment))
    await database.query('delete from jobs.job')
    await wakeSummaries(deps)
    const due = await jobsFor('summary.make')
    for (const _ of due) await make()
    return due.length
  }
  const told: number[] = []
  for (const moment of [
    '2026-10-23T16:00:00Z',
    '2026-10-30T16:00:00Z',
    '2026-10-30T16:59:59Z',
    '2026-10-30T17:00:00Z',
    '2027-03-26T16:59:59Z',
    '2027-03-26T17:00:00Z',
    '2027-04-02T15:59:59Z',
    '2027-04-02T16:00:00Z',
  ])
    told.push(await wakeAt(moment))
  // The weeks of the winter between are made up for by the newest alone.
  expect(told).toEqual([1, 0, 0, 1, 1, 1, 0, 1])
})

test('a business that was not there when the week ended is not told of it', async () => {
  await database.query(`update tenants set created_at = $1`, [new Date(END + 1)])
  await wakeSummaries(deps)
  expect(await jobsFor('summary.make')).toEqual([])
})

test('a business that cannot be asked for keeps none of those behind it waiting', async () => {
  const other = await testShop(database, 'two')
  await database.query(`update tenants set created_at = $1`, [new Date(END - 90 * DAY)])
  const ids = [shop.tenantId, other.tenantId]
  for (const ill of ids) {
    await database.query('delete from jobs.job')
    const send: typeof deps.jobs.send = (tx, queue, data) =>
      'tenantId' in data && data.tenantId === ill
        ? Promise.reject(new Error('no room'))
        : deps.jobs.send(tx, queue, data)
    await wakeSummaries({ ...deps, jobs: { ...deps.jobs, send } })
    expect((await jobsFor('summary.make')).map(({ data }) => data['tenantId'])).toEqual(
      ids.filter((id) => id !== ill),
    )
  }
})

test('two workers, and a repeat, tell a week once; where one died another goes on when its claim has run out', async () => {
  await aWeek()
  let asked = 0
  deps.model = {
    name: 'dying',
    ask: async () => {
      asked += 1
      return new Promise(() => {})
    },
  }
  void make()
  await expect.poll(() => asked).toBe(1)
  deps.model = null
  await make()
  expect((await admin.get('/summaries')).body).toMatchObject({ weeks: [], last: { state: 'making' } })
  clock.advance(181_000)
  expect((await admin.get('/summaries')).body['last'].state).toBe('missing')
  await Promise.all([make(), make()])
  await make()
  expect(await database.query('select from summaries')).toHaveLength(1)
  expect(await database.query('select from summary_mails')).toHaveLength(1)
  await Promise.all([send(), send()])
  expect(mail.messages).toHaveLength(1)
})

test('a process that stops lets go of the week, and another has it at once', async () => {
  await aWeek()
  const stopping = new AbortController()
  deps.model = { name: 'slow', ask: () => new Promise(() => stopping.abort()) }
  expect(await makeSummary(deps, { ...job(), signal: stopping.signal })).toBe('again')
  deps.model = null
  await make()
  expect((await week()).telling.how).toBe('plain')
})

test('a model behind the real API tells it, in the language of each reader; wrong numbers are asked for again, once', async () => {
  await aWeek()
  deps.model = openModel({ url: server.url, key: 'k', name: 'small-1' })
  const good = JSON.stringify({
    bullets: ['Sold $36.00, up 200 %.', 'Best was "Blue Shirt b" with 3.', 'Nothing needs you now.'],
  })
  server.say(good)
  server.next({ text: good.replace('36.00', '63.00') })
  await make()
  const { telling } = await week()
  expect(telling).toMatchObject({ how: 'model', model: 'small-1', tries: 2, reason: null })
  expect(telling.faults[0]).toContain('63.00')
  expect(telling.bullets[0]).toBe('Sold $36.00, up 200 %.')
  const [first, second] = server.asked
  expect(first?.body.messages).toHaveLength(2)
  expect(second?.body.messages.at(-1).content).toContain('63.00')
  expect((await week('?language=ru')).telling).toMatchObject({ how: 'plain', reason: 'other-language' })
  // Nothing of people goes out: neither customers nor cashiers.
  const prompt = JSON.stringify(first?.body)
  for (const { email, id } of Object.values(shop.users)) {
    expect(prompt).not.toContain(email)
    expect(prompt).not.toContain(id)
  }
})

test.for([
  ['nonsense', [{ text: 'Sure! Here you are' }, { text: '{"bullets":["one"]}' }], 'nonsense'],
  [
    'an address',
    [{ text: three('Go to https://evil.test now') }, { text: three('<a>x</a> is it') }],
    'nonsense',
  ],
  ['wrong numbers', [{ text: three('Sold 77 pieces') }, { text: three('Sold 78 pieces') }], 'wrong-numbers'],
  ['nothing', ['empty', 'empty'], 'nonsense'],
  ['an error', ['error', 'hang-up'], 'unreachable'],
  ['no answer in time', ['silence', 'drip'], 'late'],
] as const)(
  'a model that answers %s twice: the plain sentences stand, and why',
  async ([, answers, reason]) => {
    await aWeek()
    deps.model = openModel({
      url: server.url,
      key: 'k',
      name: 'small-1',
      ...(reason === 'late' && { patience: 300 }),
    })
    const before = server.asked.length
    server.next(...answers)
    await make()
    expect((await week()).telling).toMatchObject({ how: 'plain', reason, model: 'small-1', tries: 2 })
    expect(server.asked.length - before).toBe(2)
  },
)

function three(first: string): string {
  return JSON.stringify({ bullets: [first, 'Second is fine here.', 'Third is fine here.'] })
}

test('a mail that does not go out is tried after 1, 5 and 15 minutes, then shown, and sent again by hand', async () => {
  await aWeek()
  await make()
  for (const minutes of [0, 1, 5, 15]) {
    clock.advance(minutes * MINUTE - (minutes > 0 ? 1 : 0))
    if (minutes > 0) {
      await send()
      expect(mail.next, `before ${minutes}`).toEqual([])
      clock.advance(1)
    }
    mail.next.push({ kind: 'failed', because: 'no answer' })
    await send()
  }
  await signInAgain()
  expect((await week()).mails).toMatchObject([{ state: 'failed', attempts: 4, fault: 'no answer' }])
  clock.advance(DAY)
  await send()
  expect(mail.messages).toEqual([])
  await signInAgain()
  const key = { 'idempotency-key': 'again' }
  expect((await admin.post(`/summaries/${WEEK}/mails`, {}, key)).body).toEqual({ mails: 1 })
  await send()
  expect((await week()).mails).toMatchObject([{ state: 'sent', attempts: 1, fault: null }])
})

test.for([
  ['was switched off', `update users set disabled_at = now() where id = $1`],
  ['is no admin any more', `update users set role = 'SUPPORT' where id = $1`],
  [
    'wants none any more',
    `insert into account_settings (tenant_id, user_id, summary_mail) select tenant_id, id, false from users where id = $1`,
  ],
] as const)(
  'who %s before a mail is tried again gets none; another goes to the address of now',
  async ([, change]) => {
    await aWeek()
    const { id } = shop.users.support
    await database.query(`update users set role = 'ADMIN' where id = $1`, [id])
    await make()
    mail.next.push({ kind: 'failed', because: 'no answer' }, { kind: 'failed', because: 'no answer' })
    await send()
    await database.query(change, [id])
    await database.query(`update users set email = 'new@example.com' where id = $1`, [shop.users.admin.id])
    clock.advance(MINUTE)
    await send()
    expect(mail.messages.map(({ to }) => to)).toEqual(['new@example.com'])
    expect((await week()).mails.map(({ state }: Json) => state).toSorted()).toEqual(['dropped', 'sent'])
  },
)

test('a mailbox that refuses is final; a worker that died with a mail in hand leaves it to another, under the same id', async () => {
  await aWeek()
  await make()
  mail.next.push({ kind: 'refused', because: 'no such mailbox' })
  await send()
  expect((await week()).mails).toMatchObject([{ state: 'failed', attempts: 1, fault: 'no such mailbox' }])
  await database.query(`update summary_mails set state = 'waiting', ended_at = null`)
  const ids: string[] = []
  const sent = mail.send
  let dead = true
  mail.send = async (message) => {
    ids.push(message.id)
    return dead ? new Promise(() => {}) : sent(message)
  }
  void send()
  await expect.poll(() => ids.length).toBe(1)
  dead = false
  await send()
  expect(ids).toHaveLength(1)
  clock.advance(121_000)
  await send()
  mail.send = sent
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('a worker that comes back after its claim ran out changes nothing of who took the mail over', async () => {
  await aWeek()
  await make()
  const hands: ((handover: Handover) => void)[] = []
  const { send: usual } = mail
  mail.send = () => new Promise((resolve) => hands.push(resolve))
  const slow = send()
  await expect.poll(() => hands.length).toBe(1)
  clock.advance(121_000)
  const other = send()
  await expect.poll(() => hands.length).toBe(2)
  hands[0]?.({ kind: 'failed', because: 'too late' })
  await slow
  expect((await week()).mails).toMatchObject([{ state: 'waiting', attempts: 2, fault: null }])
  hands[1]?.({ kind: 'sent' })
  await other
  mail.send = usual
  expect((await week()).mails).toMatchObject([{ state: 'sent', attempts: 2, fault: null }])
})

test('who does not want it gets none, nor who was switched off; without a mail server nobody waits for one', async () => {
  await aWeek()
  const patch = (wanted: boolean) =>
    app.inject({
      method: 'PATCH',
      url: '/api/v1/summaries/mail',
      headers: admin.headers,
      payload: { wanted },
    })
  expect((await patch(false)).statusCode).toBe(200)
  expect((await admin.get('/summaries')).body['mail']).toEqual({ isOn: true, wanted: false, mayChoose: true })
  await make()
  expect((await week()).mails).toEqual([])
  await database.query('delete from summaries')
  await patch(true)
  await database.query(
    `insert into account_settings (tenant_id, user_id, language) values ($1, $2, 'ru')
     on conflict (tenant_id, user_id) do update set language = 'ru'`,
    [shop.tenantId, shop.users.admin.id],
  )
  await make()
  expect((await week('?language=ru')).telling.bullets[0]).toContain('на 200 % больше')
  await send()
  expect(mail.messages[0]?.subject).toContain('неделя до')
  await database.query('delete from summary_mails')
  await database.query('delete from summaries')
  mail.isOn = false
  await make()
  expect((await week()).mails).toEqual([])
  expect((await admin.get('/summaries')).body['mail'].isOn).toBe(false)
  mail.isOn = true
})

test('an admin asks for the last week once: a repeat, and another key, change nothing', async () => {
  await aWeek()
  const ask = async (key: string) => (await admin.post('/summaries', {}, { 'idempotency-key': key })).body
  expect(await ask('a')).toEqual({ week: WEEK, state: 'making' })
  expect(await ask('a')).toEqual({ week: WEEK, state: 'making' })
  expect(await jobsFor('summary.make')).toMatchObject([
    { data: { tenantId: shop.tenantId, askedBy: shop.users.admin.id, again: false } },
  ])
  await make()
  expect(await ask('b')).toEqual({ week: WEEK, state: 'made' })
  const { weeks, last } = (await admin.get('/summaries')).body
  expect(weeks).toMatchObject([{ week: WEEK, how: 'plain', total: 3_600, sales: 2 }])
  expect(last.state).toBe('made')
})

test('asked for again, a week is told with what reached us since; the old one stands until then, and nobody is mailed twice', async () => {
  await aWeek()
  await make()
  await send()
  const late = await testProduct(admin, { [shop.branches.downtown]: 5 }, { sku: 'LATE' })
  const createdAt = new Date(END - 2 * DAY).toISOString()
  await till.push('orders', [testSale(till, late, 1, { createdAt })])
  await make()
  expect((await week()).statistics.sold).toMatchObject({ sales: 2 })
  const { body } = await admin.post('/summaries', { again: true }, { 'idempotency-key': 'again' })
  expect(body).toEqual({ week: WEEK, state: 'making' })
  expect((await week()).statistics.sold, 'until it is written').toMatchObject({ sales: 2 })
  await makeSummary(deps, job(null, true))
  await send()
  expect((await week()).statistics.sold).toMatchObject({ sales: 3 })
  expect(mail.messages).toHaveLength(1)
})

test('[A1] a week is read by admins and support of its own business; asked for, and its mails seen, by admins', async () => {
  await aWeek()
  await make()
  const support = await testLane(app, shop, 'support')
  expect((await support.get(`/summaries/${WEEK}`)).body['mails']).toEqual([])
  expect((await support.get('/summaries')).body['mail'].mayChoose).toBe(false)
  expect((await support.post('/summaries', {}, { 'idempotency-key': 's' })).status).toBe(403)
  expect((await till.get('/summaries')).status).toBe(403)
  expect((await till.get(`/summaries/${WEEK}`)).status).toBe(403)
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await stranger.get(`/summaries/${WEEK}`)).body['error'].code).toBe('summary/unknown')
  for (const bad of ['2026-13-40', 'x', '2026-11-20?language=xx'])
    expect((await admin.get(`/summaries/${bad}`)).status, bad).toBe(400)
})
