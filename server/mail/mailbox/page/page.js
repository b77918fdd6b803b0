const at = (id) => document.getElementById(id)
let chosen = null
let shown = ''

/** What came is looked for every two seconds; the newest is opened where none was chosen. */
async function look() {
  try {
    const mails = await (await fetch('/mails')).json()
    draw(mails)
    if (chosen === null && mails.length > 0) await open(mails[0].id)
  } catch {
    at('count').textContent = 'no answer'
  }
  setTimeout(look, 2_000)
}

function draw(mails) {
  const now = JSON.stringify([mails, chosen])
  if (now === shown) return
  shown = now
  at('none').hidden = mails.length > 0
  at('count').textContent = mails.length === 1 ? '1 mail' : `${mails.length} mails`
  const focused = document.activeElement?.dataset?.id
  at('mails').replaceChildren(...mails.map(row))
  if (focused) document.querySelector(`[data-id="${focused}"]`)?.focus()
}

function row(mail) {
  const line = document.createElement('li')
  const button = document.createElement('button')
  button.dataset.id = mail.id
  button.setAttribute('aria-current', String(mail.id === chosen))
  button.append(cell('strong', mail.subject), cell('span', `to ${mail.to.join(', ')} · ${time(mail.at)}`))
  button.addEventListener('click', () => void open(mail.id))
  line.append(button)
  return line
}

function cell(tag, text) {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

function time(at) {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

async function open(id) {
  chosen = id
  const mail = await (await fetch(`/mails/${id}`)).json()
  at('subject').textContent = mail.subject
  at('who').textContent = `${mail.from} to ${mail.to.join(', ')}, ${new Date(mail.at).toLocaleString()}`
  at('text').textContent = mail.text
  at('html').src = `/mails/${id}/html`
  at('mail').hidden = false
  for (const button of document.querySelectorAll('[data-id]'))
    button.setAttribute('aria-current', String(button.dataset.id === String(id)))
}

function showAs(way) {
  for (const one of ['html', 'text']) {
    at(one).hidden = one !== way
    at(`as-${one}`).setAttribute('aria-pressed', String(one === way))
  }
}

at('as-html').addEventListener('click', () => showAs('html'))
at('as-text').addEventListener('click', () => showAs('text'))
void look()
