import type { Uzbek } from '../translation.ts'

export const app: Uzbek<'app'> = {
  name: 'OmniSync',
  opening: 'Doʻkon ochilmoqda…',
  cannotOpen: 'Doʻkonni ochib boʻlmadi',
  cannotOpenHint:
    'Hech narsa yoʻqolmadi: savdolar shu qurilmada turibdi. Sahifani qayta yuklang; yordam bermasa, texnik yordamga ayting:',
  reload: 'Qayta yuklash',
  partNotFetched: 'Ilovaning bir qismi yuklanmadi: tarmoq yoʻq yoki uni yangi versiya almashtirgan.',
  partBroke: 'Ilovaning bir qismini koʻrsatib boʻlmadi.',
  partTry:
    'Ochiq savdo va yuborilmagan hamma narsa saqlangan. Yana urinib koʻring; yordam bermasa, sahifani qayta yuklang.',
  partReload: 'Ochiq savdo va yuborilmagan hamma narsa saqlangan. Qulay paytda sahifani qayta yuklang.',
  menu: 'Menyu',
  till: 'Kassa',
  language: 'Til',
  theme: 'Mavzu',
  themeSystem: 'Tizimdagi',
  themeLight: 'Yorugʻ',
  themeDark: 'Qorongʻi',
  signOut: 'Chiqish',
  signOutRefused: 'Hali yuborilmagan savdolar bor',
  signOutRefusedHint: 'Avval ularni yuboring yoki faylga saqlang, keyin chiqing.',
  deskRefused: 'Hali yuborilmagani bor',
  deskRefusedHint: 'Avval «Hozir yuborish» bilan yuboring, keyin chiqing.',
  update: 'Yangi versiya tayyor.',
  updateNow: 'Yangilash',
  readOnly:
    'Kassa boshqa oynada ochiq, bu yerda faqat koʻrish mumkin. Oʻsha yerda soting yoki uni yopib, shu yerda davom eting.',
  signInAgain: 'Yuborish uchun qayta kiring. Savdoni davom ettirsa boʻladi.',
  branchClosed:
    'Bu filial yopilgan. Bu yerda boshqa hech narsa sotmang va administratorga murojaat qiling. Yuborilmagani oʻzi ketadi; hech narsa yoʻqolmaydi.',
  deviceRevoked:
    'Administrator bu kassani uzib qoʻygan. Endi hech narsa yuborilmaydi, hammasi saqlangan. Yuborilmaganini faylga oling.',
  deviceUnknown: 'Server bu kassani tanimaydi. Hech narsa yoʻqolmadi; administratorga murojaat qiling.',
  workerStopped: 'Sahifa maʼlumotlar bilan aloqani yoʻqotdi. Uni qayta yuklang; sotilganlar yoʻqolmadi.',
  catalogueStopped:
    'Bu qurilmada katalog oʻqilmadi. Qayta urinilmoqda; yordam bermasa, sahifani qayta yuklang.',
  catalogueLost: 'Katalog brauzerdan oʻchirildi va yangilanmayapti. Qayta yuklang, u yana yuklanadi.',
  tooOld: 'Ilova server uchun eskirgan. Uni qayta yuklang; yuborilmagani yoʻqolmaydi.',
}
