"""Byte-level BPE in the Hugging Face format, its ids laid out as `Vocabulary` says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from brookesia_recipe.text.vocabulary import LOCATION_TOKENS, SPECIAL_TOKENS, Vocabulary


def train_bpe(lines: Iterable[str], text_tokens: int, special: tuple[str, ...] = SPECIAL_TOKENS) -> Tokenizer:
    """Special ids first, then bytes and merges (at most `text_tokens`), then the location tokens."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=len(special) + text_tokens,
        special_tokens=list(special),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines, trainer)
    tokenizer.add_tokens([AddedToken(token, normalized=False, special=True) for token in LOCATION_TOKENS])
    return tokenizer


def vocabulary_of(
    tokenizer: Tokenizer, codebook: int, special: tuple[str, ...] = SPECIAL_TOKENS
) -> Vocabulary:
    text_tokens = tokenizer.get_vocab_size(with_added_tokens=False) - len(special)
    vocabulary = Vocabulary(text_tokens, codebook, special)
    if tokenizer.token_to_id(LOCATION_TOKENS[0]) != vocabulary.location_start:
        raise ValueError("the tokenizer's ids are not laid out as the vocabulary says")
    return vocabulary


def load_bpe(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))
