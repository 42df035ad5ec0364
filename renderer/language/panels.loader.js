import * as catalogues from './.wuchale/panels.proxy.sync.js';
import { runtimesOf } from './runtime';

export const getRuntime = runtimesOf(catalogues);
export const getRuntimeRx = getRuntime;
