import type { Chance } from '../chance.ts';

export interface Country {
  readonly name: string;
  /** Of companies: `GmbH`. */
  readonly legalForms: string;
  readonly domain: string;
  readonly cities: string;
  readonly firstNames: string;
  readonly lastNames: string;
}

/** By ISO 3166 code. Lists are words; what they stand for is made up. */
export const countries = {
  TR: {
    name: 'Türkiye',
    legalForms: 'A.Ş.|Ltd. Şti.',
    domain: 'com.tr',
    cities: 'Istanbul Izmir Bursa Gaziantep Denizli',
    firstNames: 'Ahmet Mehmet Ayşe Elif Can Zeynep Emre Deniz Murat Selin',
    lastNames: 'Yılmaz Kaya Demir Çelik Şahin Aydın Öztürk Arslan Doğan Koç',
  },
  DE: {
    name: 'Germany',
    legalForms: 'GmbH|AG|KG',
    domain: 'de',
    cities: 'Hamburg Köln Bremen Leipzig Stuttgart',
    firstNames: 'Anna Lukas Jonas Lena Paul Marie Felix Clara Jan Sophie',
    lastNames: 'Müller Schmidt Fischer Weber Wagner Becker Hoffmann Koch Richter Wolf',
  },
  IT: {
    name: 'Italy',
    legalForms: 'S.p.A.|S.r.l.',
    domain: 'it',
    cities: 'Milano Torino Bologna Napoli Verona',
    firstNames: 'Giulia Marco Luca Sara Matteo Chiara Andrea Elena Paolo Francesca',
    lastNames: 'Rossi Bianchi Romano Colombo Ricci Marino Greco Conti Costa Galli',
  },
  PL: {
    name: 'Poland',
    legalForms: 'Sp. z o.o.|S.A.',
    domain: 'pl',
    cities: 'Łódź Gdańsk Poznań Wrocław Kraków',
    firstNames: 'Anna Piotr Katarzyna Marek Ewa Tomasz Magda Paweł Julia Adam',
    lastNames: 'Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Mazur Król Pawlak',
  },
  FR: {
    name: 'France',
    legalForms: 'SAS|SARL',
    domain: 'fr',
    cities: 'Lyon Lille Nantes Marseille Bordeaux',
    firstNames: 'Camille Hugo Léa Louis Manon Jules Chloé Arthur Inès Nicolas',
    lastNames: 'Martin Bernard Dubois Moreau Laurent Simon Michel Lefebvre Garcia Roux',
  },
  ES: {
    name: 'Spain',
    legalForms: 'S.L.|S.A.',
    domain: 'es',
    cities: 'Valencia Bilbao Sevilla Zaragoza Vigo',
    firstNames: 'Lucía Pablo María Diego Carmen Javier Laura Sergio Marta Álvaro',
    lastNames: 'García Fernández López Martínez Sánchez Pérez Gómez Ruiz Torres Navarro',
  },
  GB: {
    name: 'United Kingdom',
    legalForms: 'Ltd|PLC',
    domain: 'co.uk',
    cities: 'Leeds Bristol Liverpool Cardiff Glasgow',
    firstNames: 'Amelia Oliver Isla Harry Grace Jack Freya George Ruby Thomas',
    lastNames: 'Smith Jones Taylor Brown Wilson Evans Thomas Walker Wright Hughes',
  },
  US: {
    name: 'United States',
    legalForms: 'Inc.|LLC',
    domain: 'com',
    cities: 'Houston Chicago Atlanta Seattle Cleveland',
    firstNames: 'Emma Liam Olivia Noah Ava Ethan Mia Mason Zoe Logan',
    lastNames: 'Johnson Williams Davis Miller Moore Anderson Clark Lewis Young Hall',
  },
  BR: {
    name: 'Brazil',
    legalForms: 'Ltda.|S.A.',
    domain: 'com.br',
    cities: 'Santos Curitiba Recife Joinville Campinas',
    firstNames: 'Ana Bruno Camila Rafael Beatriz Felipe Larissa Gustavo Paula Thiago',
    lastNames: 'Silva Santos Oliveira Souza Lima Pereira Costa Almeida Ribeiro Carvalho',
  },
  IN: {
    name: 'India',
    legalForms: 'Pvt. Ltd.|Ltd.',
    domain: 'in',
    cities: 'Mumbai Chennai Pune Surat Coimbatore',
    firstNames: 'Aarav Ananya Rohan Priya Arjun Kavya Vikram Neha Rahul Divya',
    lastNames: 'Sharma Patel Reddy Iyer Gupta Nair Mehta Singh Rao Desai',
  },
  AE: {
    name: 'United Arab Emirates',
    legalForms: 'FZE|LLC',
    domain: 'ae',
    cities: 'Dubai Sharjah Ajman Fujairah',
    firstNames: 'Omar Fatima Khalid Mariam Yousef Noura Hassan Layla Saeed Aisha',
    lastNames: 'Haddad Nasser Rahman Khoury Saleh Mansour Farouk Aziz Karam Najjar',
  },
  VN: {
    name: 'Vietnam',
    legalForms: 'Co., Ltd.|JSC',
    domain: 'vn',
    cities: 'Hanoi Danang Haiphong Bienhoa',
    firstNames: 'Linh Minh Trang Duc Huong Nam Thao Quang Lan Tuan',
    lastNames: 'Nguyen Tran Le Pham Hoang Vu Dang Bui Do Ngo',
  },
} as const satisfies Record<string, Country>;

export type CountryCode = keyof typeof countries;
export const countryCodes = Object.keys(countries) as [CountryCode, ...CountryCode[]];

/** One of the words of a list. */
export const wordOf = (chance: Chance, words: string, separator = ' '): string => {
  const [first = '', ...others] = words.split(separator);
  return chance.pick([first, ...others]);
};

export const personName = (chance: Chance, code: CountryCode): string =>
  `${wordOf(chance, countries[code].firstNames)} ${wordOf(chance, countries[code].lastNames)}`;

/** For addresses: `Ayşe Yılmaz` is `ayse.yilmaz`. */
export const toAscii = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll(/[łŁ]/g, 'l')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '');
