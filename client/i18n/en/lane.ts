/** Choosing which till this browser is. */
export const lane = {
  title: 'Which till is this?',
  lead: 'This browser becomes a lane of the branch. You choose once.',
  branch: 'Branch',
  lane: 'Name of this lane',
  laneHint: 'What you call this counter. Other tills and support see it.',
  laneExample: 'For example: Front counter',
  laneUnnamed: 'Till',
  submit: 'Open the till',
  working: 'Registering…',
  noBranch: 'No branch is set up for you yet. Ask an admin.',
  loading: 'Loading branches…',
  toDesk: 'Go to the desk instead',
  signedInAs: 'Signed in as {{name}}',
  other: 'Not you? Sign out',
} as const
