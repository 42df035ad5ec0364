import { createContext } from 'svelte';
import type { Studio } from './studio.svelte';

export const [useStudio, provideStudio] = createContext<Studio>();
