"""How many of the dev photos' questions are answered rightly, by type, beside two ways of guessing."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from brookesia_recipe.photo.questions import TYPES, UNSURE, Question, QuestionSet
from brookesia_recipe.photo.rows import question_prompt
from brookesia_recipe.photo.wording import put
from brookesia_recipe.photo.writing import Search, write_texts
from brookesia_recipe.transformer.model import Transformer

ANSWERING = Search(beams=1, penalty=0, limit=8)
OPEN = ("colour", "where", "doing")
"""Types of which questions about what is not there have the words."""


def judged_questions(
    source: QuestionSet, names: Sequence[str], most: int = 4
) -> list[tuple[int, Question, str]]:
    """(number of the photo, question, its words): the same at every call."""
    rng, found = random.Random("judged questions"), []
    for number, name in enumerate(names):
        found += [(number, question, put(question, rng)) for question in source.draw(name, rng, most)]
    return found


def answers(
    model: Transformer, bpe: Tokenizer, features: np.ndarray | None, asked: Sequence[tuple[int, Question, str]],
    grid: tuple[int, int], text: tuple[int, int],
) -> list[str]:  # fmt: skip
    """`features` [N,cells,F]: of all photos; None for the model without the picture."""
    prompts = [question_prompt(bpe, words) for _, _, words in asked]
    shown = None if features is None else features[[number for number, _, _ in asked]]
    written = write_texts(model, shown, prompts, grid, ANSWERING, text)
    return [bpe.decode(ids).strip() for ids in written]


def accuracy(asked: Sequence[tuple[int, Question, str]], given: Sequence[str]) -> dict[str, float]:
    """Share of right answers by type, and in all."""
    right: dict[str, list[bool]] = defaultdict(list)
    for (_, question, _), answer in zip(asked, given, strict=True):
        right[question.kind].append(answer == question.answer)
        right["all"].append(answer == question.answer)
    return {kind: round(float(np.mean(right[kind])), 4) for kind in (*TYPES, "all") if right[kind]}


def told_apart(asked: Sequence[tuple[int, Question, str]], given: Sequence[str]) -> float:
    """Whether "not sure" is said where it is due and nowhere else: the mean of the share of questions about what is missing
    that are answered so, and of the share of those about the same things that have an answer and are not. Guessing gives 0.5."""
    things = {question.about for _, question, _ in asked if question.kind == "unsure"}
    said: dict[bool, list[bool]] = {True: [], False: []}
    for (_, question, _), answer in zip(asked, given, strict=True):
        if question.kind in (*OPEN, "unsure") and question.about in things:
            due = question.kind == "unsure"
            said[due].append((answer == UNSURE) == due)
    return round(float(np.mean([np.mean(rights) if rights else 0.5 for rights in said.values()])), 4)


def counted(asked: Sequence[tuple[int, Question, str]]) -> dict[str, int]:
    return dict(Counter(question.kind for _, question, _ in asked))


def most_frequent(asked: Sequence[tuple[int, Question, str]]) -> list[str]:
    """To each question the answer that is right most often among the judged ones of its type: an upper bound of guessing so."""
    frequent = {kind: Counter(q.answer for _, q, _ in asked if q.kind == kind).most_common(1)[0][0]
                for kind in counted(asked)}  # fmt: skip
    return [frequent[question.kind] for _, question, _ in asked]
