// The online customer's page: what is there, a basket, the orders; beside it, what can be made to go wrong.
const byId = (id) => document.getElementById(id)
const basket = new Map()
let currency = 'USD'

const ask = async (path, body) => {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`/__sandbox/${path}`, body === undefined ? {} : post)
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.because ?? said.errors)
  return said
}

/** An element: its tag, its properties, what is in it. Text is always text. */
const make = (tag, properties = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...inside)
  return element
}
const money = (amount) => new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(amount))
const say = (text, bad = false) => {
  byId('said').textContent = text
  byId('said').className = bad ? 'bad' : ''
}

// What is as it was stays where it is: a button that somebody is at does not go from under them.
const shown = {}
const isShown = (name, what) => {
  const text = JSON.stringify(what)
  if (shown[name] === text) return true
  shown[name] = text
  return false
}

const showStore = async () => {
  const { shop, products, found, orders } = await ask(
    `store?search=${encodeURIComponent(byId('search').value)}`,
  )
  currency = shop.currency
  byId('shop').textContent = shop.name
  byId('domain').textContent = shop.domain
  byId('found').textContent = found > products.length ? `first ${products.length} of ${found}` : `${found}`
  if (!isShown('products', products)) byId('products').replaceChildren(...products.map(productCard))
  if (isShown('orders', orders)) return
  byId('orders').replaceChildren(
    ...(orders.length === 0 ? [make('li', {}, 'None yet.')] : orders.map(orderRow)),
  )
}

const productCard = ({ title, vendor, variants }) =>
  make(
    'article',
    { className: 'product' },
    make('h3', {}, title),
    make('small', {}, vendor),
    make('ul', {}, ...variants.map((variant) => variantRow(title, variant))),
  )

const variantRow = (product, { id, title, sku, price, places }) => {
  const most = Math.max(0, ...places.map(({ available }) => available))
  const stock = places.map(({ name, available }) => `${name} ${available}`).join(' · ')
  const kind = title === 'Default Title' ? '' : title
  const add = make('button', { disabled: most < 1, title: sku ?? '' }, most < 1 ? 'Sold out' : 'Add')
  add.addEventListener('click', () => {
    basket.set(id, { product, kind, price, quantity: (basket.get(id)?.quantity ?? 0) + 1 })
    showBasket()
  })
  return make(
    'li',
    {},
    make('span', { className: 'variant' }, kind || (sku ?? ''), make('small', {}, stock)),
    make('span', { className: 'price' }, money(price)),
    add,
  )
}

const showBasket = () => {
  const rows = [...basket].map(([id, { product, kind, quantity, price }]) => {
    const less = make('button', { ariaLabel: `One ${product} less` }, '−')
    less.addEventListener('click', () => {
      if (quantity === 1) basket.delete(id)
      else basket.get(id).quantity -= 1
      showBasket()
    })
    return make(
      'p',
      {},
      make('span', {}, `${quantity} × ${product}${kind ? `, ${kind}` : ''}`),
      make('span', { className: 'price' }, money(price * quantity), ' ', less),
    )
  })
  byId('basket').replaceChildren(...(rows.length === 0 ? [make('small', {}, 'Nothing in it yet.')] : rows))
  byId('buy').disabled = basket.size === 0
}

const orderRow = ({ number, name, total, status, source, lines }) => {
  const what = lines
    .map(({ quantity, title, kind }) => `${quantity} × ${title}${kind ? `, ${kind}` : ''}`)
    .join('; ')
  const actions = { paid: ['cancel', 'ship', 'refund'], shipped: ['refund'] }[status] ?? []
  return make(
    'li',
    {},
    make('span', {}, make('b', {}, name), ` ${money(total)} `, make('span', { className: 'tag' }, status)),
    make('span', { className: 'actions' }, ...actions.map((action) => orderButton(number, action))),
    make('small', {}, source === 'web' ? what : `${what} (${source})`),
  )
}

const orderButton = (number, action) => {
  const button = make('button', {}, action[0].toUpperCase() + action.slice(1))
  const act = async () => {
    await ask(`orders/${number}/${action}`, {})
    say(`#${number}: done.`)
  }
  button.addEventListener('click', () => void attempt(act))
  return button
}

const showCounter = async () => {
  const [{ now, shop, bucket, faults, webhooks, app }, attempts] = await Promise.all([
    ask('state'),
    ask('webhooks'),
  ])
  const facts = {
    Clock: new Date(now).toLocaleString(),
    Bucket: `${bucket.currentlyAvailable} of ${bucket.maximumAvailable}, ${bucket.restoreRate} a second`,
    Planned: faults.map(({ kind, times }) => `${kind} × ${times}`).join(', ') || 'nothing',
    Webhooks: `${webhooks.pending} to deliver${webhooks.held > 0 ? `, ${webhooks.held} held` : ''}`,
    App: app.installed ? 'installed' : 'not installed',
  }
  byId('state').replaceChildren(
    ...Object.entries(facts).flatMap(([name, text]) => [make('dt', {}, name), make('dd', {}, text)]),
  )
  showApp(shop, app)
  byId('webhooks').replaceChildren(
    ...attempts
      .slice(0, 20)
      .map(({ topic, at, status, attempt: count }) =>
        make(
          'li',
          { className: status >= 200 && status < 300 ? '' : 'bad' },
          `${new Date(at).toLocaleTimeString()} ${topic} ${status || 'no answer'}${count > 1 ? ` (attempt ${count})` : ''}`,
        ),
      ),
  )
}

// What is being marked to be copied stays marked: it is drawn anew only where it changed.
const showApp = (shop, app) => {
  byId('uninstall').disabled = !app.installed
  byId('install').disabled = app.installed
  const credentials = { Domain: shop.domain, 'Client id': app.clientId, Secret: app.secrets[0] ?? '' }
  if (isShown('app', credentials)) return
  byId('app').replaceChildren(
    ...Object.entries(credentials).flatMap(([name, text]) => [
      make('dt', {}, name),
      make('dd', {}, make('code', {}, text)),
    ]),
  )
}

const refresh = async () => {
  await Promise.all([showStore(), showCounter()])
}
const attempt = async (act) => {
  try {
    await act()
  } catch (error) {
    say(error.message, true)
  }
  await refresh()
}

const buy = async () => {
  const lines = [...basket].map(([variantId, { quantity }]) => ({ variantId, quantity }))
  const order = await ask('orders', { lines })
  basket.clear()
  showBasket()
  say(`Thank you. Your order is ${order.name}.`)
}

byId('buy').addEventListener('click', () => void attempt(buy))
let typing
byId('search').addEventListener('input', () => {
  clearTimeout(typing)
  typing = setTimeout(() => void showStore(), 150)
})
byId('faults').addEventListener('click', ({ target }) => {
  const { fault, control, body } = target.dataset ?? {}
  if (fault !== undefined) void attempt(() => ask('faults', JSON.parse(fault)))
  if (control !== undefined) void attempt(() => ask(control, body === undefined ? {} : JSON.parse(body)))
})

for (const [id, done] of Object.entries({ uninstall: 'The app is gone.', install: 'The app is back.' })) {
  const act = async () => {
    await ask(id, {})
    say(done)
  }
  byId(id).addEventListener('click', () => void attempt(act))
}

showBasket()
await refresh()
setInterval(() => void refresh(), 3_000)
