/** Choosing a password by a link. */
export const join = {
  title: 'Welcome, {{name}}',
  link: 'Your link',
  loading: 'Looking at the link…',
  passwordHint: 'At least 8 characters. Nobody else will know it.',
  again: 'The password again',
  againFault: 'Not the same as above',
  pinHint: '4 to 8 figures, by which you switch to yourself at a till. Empty: later.',
  submit: 'Set them',
  done: 'Done',
  doneHint: 'Sign in as {{email}} with your new password.',
} as const
