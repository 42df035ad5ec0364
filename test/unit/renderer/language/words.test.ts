import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PO from 'pofile';
import { describe, expect, it } from 'vitest';
import { languageFrom, languages } from '../../../../renderer/language/chosen';

/** What stands for a value or an element, such as `{0}`, `<0/>` and `<0>`. */
const placeholder = /\{\d+\}|<\/?\d+\/?>/g;

function wordsOf(language: string) {
  const file = join(import.meta.dirname, '../../../../renderer/language', `${language}.po`);
  return PO.parse(readFileSync(file, 'utf8')).items;
}

describe('the words of the window', () => {
  it.each(languages.slice(1))('are all there in “%s”, with every value in its place', (language) => {
    const ids = wordsOf('en').map(({ msgid }) => msgid);
    const words = wordsOf(language);
    expect(words.map(({ msgid }) => msgid).sort()).toEqual(ids.sort());
    for (const { msgid, msgstr } of words) {
      expect(msgstr.join(''), msgid).not.toBe('');
      const wanted = (msgid.match(placeholder) ?? []).sort();
      expect((msgstr.join('').match(placeholder) ?? []).sort(), msgid).toEqual(wanted);
    }
  });

  it('are as many as a window of this size has', () => {
    expect(wordsOf('en').length).toBeGreaterThan(500);
  });

  it('are in the kept language, else in the first one of the system that the studio speaks', () => {
    expect(languageFrom(null, ['fr-FR', 'ko-KR', 'de'])).toBe('ko');
    expect(languageFrom('de', ['ko'])).toBe('de');
    expect(languageFrom('xx', [])).toBe('en');
  });
});
