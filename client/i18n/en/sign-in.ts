/** Signing in, and signing in again. */
export const signIn = {
  title: 'Sign in',
  again: 'Sign in again',
  lead: 'Sell with or without the network.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  working: 'Signing in…',
  point1: 'Sells for days without the network',
  point2: 'Every sale is on disk before the tick',
  point3: 'Sends by itself once the line is back',
} as const
