import type { Uzbek } from '../translation.ts'

/** Kassaning almashuv jurnali. */
export const syncLog: Uzbek<'syncLog'> = {
  title: 'Almashuv jurnali',
  lead: '{{lane}} · {{name}} · oxirgi aloqa {{when}}',
  never: 'boʻlmagan',
  noDevice: 'Bunday kassa yoʻq.',
  all: 'Hammasi',
  pull: 'Qabul qilingan',
  push: 'Yuborilgan',
  stream: 'Yangiliklar',
  onlyTrouble: 'Faqat nosozlik',
  anything: 'Hammasi',
  what: 'Nima',
  when: 'Qachon',
  which: 'Hujjatlar',
  requests: 'Soʻrovlar',
  documents: 'Hujjatlar soni',
  conflicts: 'Ziddiyatlar',
  rejected: 'Rad etilgan',
  errors: 'Xatolar',
  reached: 'Qayergacha',
  none: 'Hali aloqa boʻlmagan',
  noneHint: 'Kassa yuborgan va olgan narsalar bu yerda soniyalarda koʻrinadi.',
  filteredOut: 'Bu filtrlarga mos narsa yoʻq',
  tills: 'Kassa',
  revoked: 'uzilgan',
}
