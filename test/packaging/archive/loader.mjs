/** Loads modules from inside an archive, and what stands in for Electron under its name. Runs beside the program. */
import { fileURLToPath } from 'node:url';
import { bytesAt, outOfShadow, placeIn, shadowOf } from './paths.mjs';

let electron = '';

/** @param {{ electron: string }} data */
export function initialize(data) {
  electron = data.electron;
}

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, next) {
  if (specifier === 'electron') return { url: electron, format: 'module', shortCircuit: true };
  const { parentURL } = context;
  const found = await next(shadowOf(specifier), { ...context, parentURL: parentURL && shadowOf(parentURL) });
  return { ...found, url: outOfShadow(found.url) };
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  const place = url.startsWith('file:') ? placeIn(outOfShadow(fileURLToPath(url))) : undefined;
  if (place === undefined) return next(url, context);
  return { format: context.format ?? 'commonjs', source: bytesAt(place), shortCircuit: true };
}
