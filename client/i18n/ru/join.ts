import type { Russian } from '../translation.ts'

export const join: Russian<'join'> = {
  title: 'Здравствуйте, {{name}}',
  link: 'Ваша ссылка',
  loading: 'Проверяем ссылку…',
  passwordHint: 'Не меньше 8 знаков. Никто другой его не узнает.',
  again: 'Пароль ещё раз',
  againFault: 'Не совпадает с паролем выше',
  pinHint: 'От 4 до 8 цифр, чтобы входить на кассе. Пусто: потом.',
  submit: 'Сохранить',
  done: 'Готово',
  doneHint: 'Войдите как {{email}} с новым паролем.',
}
