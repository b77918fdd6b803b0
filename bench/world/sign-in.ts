import { ask } from './post.ts'
import { PASSWORD } from './shop.ts'
import type { Shop } from './shop.ts'

/** The headers of each device of a shop, all with the cashier's token. */
export async function signIn(
  serverUrl: string,
  shop: Shop,
): Promise<{ token: string; lanes: Record<string, string>[] }> {
  const login = Buffer.from(JSON.stringify({ email: shop.email, password: PASSWORD }))
  const answer = await ask(`${serverUrl}/api/v1/auth/login`, {}, login)
  const { accessToken: token } = JSON.parse(answer.body.toString()) as { accessToken: string }
  const lanes = shop.devices.map((device) => ({ authorization: `Bearer ${token}`, 'x-device-id': device }))
  return { token, lanes }
}
