import toRuntime from 'wuchale/runtime';
import { loadCatalog, loadIDs } from './.wuchale/state.proxy.sync.js';
import { chosenLanguage } from './chosen';

const language = chosenLanguage();
const words = Object.fromEntries(loadIDs.map((id) => [id, toRuntime(loadCatalog(id, language), language)]));

/** What the build puts in place of the words in the sources. */
export const getRuntime = (/** @type {string} */ id) => words[id];
export const getRuntimeRx = getRuntime;
