import * as catalogues from './.wuchale/state.proxy.sync.js';
import { runtimesOf } from './runtime';

export const getRuntime = runtimesOf(catalogues);
export const getRuntimeRx = getRuntime;
