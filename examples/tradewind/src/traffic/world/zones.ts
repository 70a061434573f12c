import type { CountryCode } from '../../catalogue/countries.ts';

interface Zone {
  readonly timeZone: string;
  readonly locale: string;
  readonly weekend: readonly number[];
}

const saturdayAndSunday = [6, 0];

/** Where customers of a country sit. */
export const zones: Readonly<Record<CountryCode, Zone>> = {
  TR: { timeZone: 'Europe/Istanbul', locale: 'tr-TR', weekend: saturdayAndSunday },
  DE: { timeZone: 'Europe/Berlin', locale: 'de-DE', weekend: saturdayAndSunday },
  IT: { timeZone: 'Europe/Rome', locale: 'it-IT', weekend: saturdayAndSunday },
  PL: { timeZone: 'Europe/Warsaw', locale: 'pl-PL', weekend: saturdayAndSunday },
  FR: { timeZone: 'Europe/Paris', locale: 'fr-FR', weekend: saturdayAndSunday },
  ES: { timeZone: 'Europe/Madrid', locale: 'es-ES', weekend: saturdayAndSunday },
  GB: { timeZone: 'Europe/London', locale: 'en-GB', weekend: saturdayAndSunday },
  US: { timeZone: 'America/Chicago', locale: 'en-US', weekend: saturdayAndSunday },
  BR: { timeZone: 'America/Sao_Paulo', locale: 'pt-BR', weekend: saturdayAndSunday },
  IN: { timeZone: 'Asia/Kolkata', locale: 'en-IN', weekend: [0] },
  AE: { timeZone: 'Asia/Dubai', locale: 'en-AE', weekend: saturdayAndSunday },
  VN: { timeZone: 'Asia/Ho_Chi_Minh', locale: 'vi-VN', weekend: [0] },
};
