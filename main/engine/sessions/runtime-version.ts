import { createRequire } from 'node:module';
import { z } from '../../../preload/contract';

/** The version of ONNX Runtime, read without loading its library. */
export function runtimeVersion(): string {
  const found: unknown = createRequire(import.meta.url)('onnxruntime-node/package.json');
  return z.object({ version: z.string() }).parse(found).version;
}
