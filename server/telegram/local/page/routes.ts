import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { servePage } from '../../../demo-page/serve-page.ts'
import { say } from '../methods.ts'
import type { World } from '../methods.ts'

const Said = z.object({ chatId: z.int(), text: z.string().trim().min(1).max(4_096) })
const Blocked = z.object({ chatId: z.int(), isBlocked: z.boolean() })

/** The page on which one chats with the bot as somebody, and what it asks for. */
export function addPage(app: FastifyInstance, world: World): void {
  const { state } = world
  servePage(app, import.meta.dirname, 'Telegram (pretended)')
  app.get('/__chat', () => ({
    bot: state.bot,
    people: state.people.map((person) => ({ ...person, isBlocking: state.blocked.has(person.id) })),
    messages: state.messages.slice(-500),
    commands: state.commands,
  }))
  app.post('/__chat/say', (request, reply) => {
    const read = Said.safeParse(request.body)
    if (!read.success || !state.people.some(({ id }) => id === read.data.chatId))
      return reply.code(400).send({ because: 'Name a chat and what to say.' })
    say(world, read.data.chatId, read.data.text)
    return { said: true }
  })
  app.post('/__chat/block', (request, reply) => {
    const read = Blocked.safeParse(request.body)
    if (!read.success) return reply.code(400).send({ because: 'Name a chat.' })
    if (read.data.isBlocked) state.blocked.add(read.data.chatId)
    else state.blocked.delete(read.data.chatId)
    return { done: true }
  })
}
