import type { Russian } from '../translation.ts'

export const signIn: Russian<'signIn'> = {
  title: 'Вход',
  again: 'Войдите снова',
  lead: 'Продавайте с сетью и без неё.',
  email: 'Эл. почта',
  password: 'Пароль',
  submit: 'Войти',
  working: 'Входим…',
  point1: 'Продаёт без сети хоть несколько дней',
  point2: 'Галочка — значит, продажа уже на диске',
  point3: 'Отправляет сам, как только появится связь',
}
