import { createRequire } from 'node:module';
import type * as Arrow from 'apache-arrow';

/** Arrow's classes as LanceDB knows them: it loads the CommonJS edition, to which those of the other one are strangers. */
export const { Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } = createRequire(import.meta.url)(
  'apache-arrow',
) as typeof Arrow;
