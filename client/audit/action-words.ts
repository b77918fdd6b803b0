import type { Sentence, Translate } from '../i18n/translate.ts'

const words: Readonly<Record<string, Sentence>> = {
  'order.price-differs': 'audit.orderPriceDiffers',
  'order.approved': 'audit.orderApproved',
  'order.approval-missing': 'audit.orderApprovalMissing',
  'order.rescued': 'audit.orderRescued',
  'order.restored': 'audit.orderRestored',
  'outbox.imported': 'audit.outboxImported',
  'pin.failed': 'audit.pinFailed',
  'session.ended-for-reuse': 'audit.sessionReused',
  'shift.approval-missing': 'audit.shiftApprovalMissing',
  'shift.cash-approved': 'audit.shiftCashApproved',
  'stock.approval-missing': 'audit.stockApprovalMissing',
  'stock.recount-approved': 'audit.stockRecountApproved',
  'document.fields-merged': 'audit.fieldsMerged',
  'approval.asked': 'audit.approvalAsked',
  'approval.approved': 'audit.approvalApproved',
  'approval.refused': 'audit.approvalRefused',
  'approval.withdrawn': 'audit.approvalWithdrawn',
  'business.changed': 'audit.businessChanged',
  'branch.opened': 'audit.branchOpened',
  'user.invited': 'audit.userInvited',
  'user.joined': 'audit.userJoined',
  'user.created': 'audit.userCreated',
  'user.changed': 'audit.userChanged',
  'user.disabled': 'audit.userDisabled',
  'user.enabled': 'audit.userEnabled',
  'user.password-given': 'audit.userPasswordGiven',
  'user.pin-given': 'audit.userPinGiven',
  'user.pin-taken': 'audit.userPinTaken',
  'user.pin-changed': 'audit.userPinChanged',
  'device.revoked': 'audit.deviceRevoked',
  'branch.settings-changed': 'audit.branchSettingsChanged',
  'branch.features-changed': 'audit.branchFeaturesChanged',
}

/** What was done, in the reader's words; one that has none yet as the log writes it. */
export function actionWords(action: string, t: Translate): string {
  const sentence = words[action]
  return sentence ? t(sentence) : action
}
