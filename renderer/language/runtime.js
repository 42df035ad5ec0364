import toRuntime from 'wuchale/runtime';
import { chosenLanguage } from './chosen';

/**
 * What the build puts in place of the words in the sources: of each catalogue the words of the chosen language.
 * @param {{ loadIDs: string[], loadCatalog: (id: string, language: string) => import('wuchale/runtime').CatalogModule }} catalogues
 */
export function runtimesOf({ loadIDs, loadCatalog }) {
  const language = chosenLanguage();
  const runtimes = Object.fromEntries(loadIDs.map((id) => [id, toRuntime(loadCatalog(id, language), language)]));
  return (/** @type {string} */ id) => runtimes[id];
}
