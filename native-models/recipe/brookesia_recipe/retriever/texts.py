"""Texts as the text tower reads them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.text.vocabulary import BOS, PAD


def token_rows(bpe: Tokenizer, texts: Sequence[str], max_tokens: int) -> Tensor:
    """int64 [N,S]: `<bos>`, the text, `<pad>` up to the longest; what goes beyond `max_tokens` is left out."""
    rows = [[BOS, *bpe.encode(text).ids][:max_tokens] for text in texts]
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])
