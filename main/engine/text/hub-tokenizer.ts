import { Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import { StudioError, z } from '../../../preload/contract';
import type { Tokenizer } from '../../core/template/tokenizer';

const TokenizerFile = z.looseObject({ model: z.looseObject({}), added_tokens: z.array(z.unknown()).default([]) });

/** The library would otherwise take the space before a punctuation mark away. */
const AS_WRITTEN = { skip_special_tokens: true, clean_up_tokenization_spaces: false };

/** Reads a `tokenizer.json` in the format of Hugging Face. Throws `pack-invalid`. */
export function readTokenizer(bytes: Uint8Array): Tokenizer {
  try {
    const file = TokenizerFile.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const withSpecial = new HubTokenizer(file, {});
    // Without added tokens “<break>” is seven characters: a prompt cannot smuggle in special tokens.
    return new PackTokenizer(withSpecial, new HubTokenizer({ ...file, added_tokens: [] }, {}));
  } catch (thrown) {
    throw new StudioError(
      {
        code: 'pack-invalid',
        message: 'The tokenizer of the pack cannot be read.',
        detail: thrown instanceof Error ? thrown.message : String(thrown),
        hint: 'Install the pack again, or ask its author for a corrected one.',
      },
      { cause: thrown },
    );
  }
}

class PackTokenizer implements Tokenizer {
  readonly #withSpecial: HubTokenizer;
  readonly #plain: HubTokenizer;

  constructor(withSpecial: HubTokenizer, plain: HubTokenizer) {
    this.#withSpecial = withSpecial;
    this.#plain = plain;
  }

  encodeText(text: string): readonly number[] {
    return this.#plain.encode(text, { add_special_tokens: false }).ids;
  }

  encodeTemplate(text: string): readonly number[] {
    return this.#withSpecial.encode(text, { add_special_tokens: false }).ids;
  }

  decode(ids: readonly number[]): string {
    return ids.length === 0 ? '' : this.#withSpecial.decode([...ids], AS_WRITTEN);
  }
}
