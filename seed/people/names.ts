/** Names to make customers of, from many places: search must cope with all of them. */
export const givenNames: readonly string[] =
  `Ava Liam Noah Emma Olivia Mia Ethan Lucas Sofia Amelia Isla Leo Maya Zoe Theo Ruby Finn Clara Hugo Nora Omar Leila
  Yusuf Amina Priya Arjun Ananya Rohan Mei Wei Hana Kenji Yuki Jisoo Minh Linh Diego Camila Mateo Lucía José Inês João
  Anton Irina Dmitri Olga Aziz Dilnoza Timur Madina Kwame Ama Chidi Ngozi Thabo Zanele Søren Freya Björn Elsa Marek
  Zofia Łukasz Ágnes Bence Élodie Pierre Anaïs Jürgen Greta`.split(/\s+/)

export const familyNames: readonly string[] =
  `Smith Johnson Brown Taylor Wilson Davies Evans Walker Wright Hughes Green Hall Clarke Baker Turner Carter Phillips
  Parker Cooper Ward Murphy Kelly O'Brien Byrne Haddad Rahman Khan Patel Sharma Iyer Singh Chen Wang Li Tanaka Sato
  Kim Park Nguyen Tran García Martínez López Hernández Silva Santos Oliveira Ivanov Petrova Karimov Yusupova Rashidov
  Mensah Okafor Adeyemi Dlamini Nielsen Hansen Lindqvist Kowalski Nowak Nagy Kovács Dubois Lefèvre Moreau Müller
  Schneider Weber Rossi Ricci Papadopoulos`.split(/\s+/)

/** Kept by RFC 2606 and RFC 6761 for examples: mail to them goes nowhere. */
export const mailHosts: readonly string[] = ['example.com', 'example.net', 'example.org', 'mail.example']

export const notes: readonly string[] = [
  'Prefers to be called in the evening.',
  'Collects online orders at the counter.',
  'Buys for an office: wants an itemised receipt.',
  'Allergic to wool.',
  'Asks for gift wrapping.',
  'Shoe size 10, wide.',
]
