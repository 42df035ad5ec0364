/** The first one is that of the sources. */
export const languages = ['en', 'de', 'ko'] as const;
export type Language = (typeof languages)[number];

/** What each language is called by those who speak it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', ko: '한국어' };

const storedAs = 'brookesia.language';

/** The user's choice, else the first language of the system that the studio speaks, else English. */
export function chosenLanguage(): Language {
  return languageFrom(keptLanguage(), navigator.languages);
}

/** `system`: tags such as `de-AT`, the dearest first. */
export function languageFrom(kept: string | null, system: readonly string[]): Language {
  return [kept, ...system.map((tag) => tag.split('-')[0])].find(isLanguage) ?? 'en';
}

/** Kept for this and later windows; a window shows it once it is loaded anew. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(storedAs, language);
}

function isLanguage(value: string | null | undefined): value is Language {
  return languages.some((language) => language === value);
}

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(storedAs);
  } catch {
    // Storage switched off by the user: the system's language.
    return null;
  }
}
