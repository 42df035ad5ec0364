/** Finds the stand-in where the application asks for Electron. Runs beside the program. */
const electron = new URL('./electron.mjs', import.meta.url).href;

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: electron, format: 'module', shortCircuit: true } : next(specifier, context);
}
