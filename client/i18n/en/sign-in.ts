/** Signing in, and signing in again. */
export const signIn = {
  title: 'Sign in',
  again: 'Sign in again',
  lead: 'Sell with or without the network.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  working: 'Signing in…',
  unsentOf:
    'Sales of {{name}} at this till are not sent yet: {{waiting}} waiting. Sign in as {{email}} to send them, or export them to a file first.',
  unsentOfBefore:
    'You have another role or branch now, and what you sold before is not sent yet: {{waiting}} waiting. Let a colleague sign in who has what you had, or export it to a file first.',
  unsentAtDesk:
    'Changes by {{name}} at this desk are not sent yet: {{waiting}} waiting. Sign in as {{email}} to send them.',
  unsentOfBeforeAtDesk:
    'You have another role or branch now, and what you changed before is not sent yet: {{waiting}} waiting. Let a colleague sign in who has what you had.',
  point1: 'Sells for days without the network',
  point2: 'Every sale is on disk before the tick',
  point3: 'Sends by itself once the line is back',
} as const
