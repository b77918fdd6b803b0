const at = (id) => document.getElementById(id)
const asked = new URLSearchParams(location.search)
let chatId = Number(sessionStorage.getItem('chat')) || null
let shown = ''

// A link from the account page: pressing Start sends the code, as in Telegram.
const start = asked.get('start')
if (start) {
  at('text').value = `/start ${start}`
  history.replaceState(null, '', '/')
  at('text').focus()
}

function make(tag, text, className) {
  const node = document.createElement(tag)
  if (text !== undefined) node.textContent = text
  if (className) node.className = className
  return node
}

function draw({ bot, people, messages, commands }) {
  chatId ??= people[0].id
  const me = people.find(({ id }) => id === chatId) ?? people[0]
  at('bot').textContent = `${bot.first_name} (@${bot.username})`
  at('as').textContent = `You are ${me.first_name}`
  at('block').textContent = me.isBlocking ? 'Unblock the bot' : 'Block the bot'
  at('block').onclick = () => post('block', { chatId, isBlocked: !me.isBlocking })
  at('people').replaceChildren(
    ...people.map((person) => {
      const button = make('button')
      button.type = 'button'
      button.setAttribute('aria-current', String(person.id === chatId))
      const last = messages.findLast((message) => message.chatId === person.id)
      const face = make('span', person.first_name.slice(0, 1), 'face')
      face.setAttribute('aria-hidden', 'true')
      button.append(
        face,
        make('span', person.first_name),
        make('span', last?.pieces.map(({ text }) => text).join('') ?? 'No messages yet', 'last'),
      )
      button.onclick = () => {
        chatId = person.id
        sessionStorage.setItem('chat', String(chatId))
        shown = ''
        void refresh()
      }
      return button
    }),
  )
  const here = messages.filter((message) => message.chatId === chatId)
  at('messages').replaceChildren(
    ...(here.length === 0 ? [make('li', 'Write to the bot to begin.', 'none')] : here.map(bubble)),
  )
  at('messages').scrollTop = at('messages').scrollHeight
  at('commands').replaceChildren(
    ...commands.map(({ command, description }) => {
      const button = make('button', `/${command}`)
      button.type = 'button'
      button.title = description
      button.onclick = () => {
        at('text').value = `/${command}${command === 'stock' || command === 'alert' ? ' ' : ''}`
        at('text').focus()
      }
      return button
    }),
  )
}

function bubble({ isBot, pieces, at: when }) {
  const item = make('li', undefined, isBot ? '' : 'own')
  for (const { text, isBold, isCode } of pieces)
    item.append(make(isCode ? 'code' : isBold ? 'b' : 'span', text))
  item.append(make('time', new Date(when).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })))
  return item
}

async function post(what, body) {
  await fetch(`/__chat/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await refresh()
}

async function refresh() {
  const reply = await fetch('/__chat').catch(() => null)
  if (!reply?.ok) return
  const state = await reply.text()
  // Drawn only where something changed: a chosen text stays chosen.
  if (state === shown) return
  shown = state
  draw(JSON.parse(state))
}

at('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = at('text').value.trim()
  if (text === '') return
  at('text').value = ''
  void post('say', { chatId, text })
})
await refresh()
setInterval(refresh, 700)
