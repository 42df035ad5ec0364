/** @typedef {('en'|'de'|'ko')} Locale */
/** @type {Locale[]} */
export const locales = ['en','de','ko']