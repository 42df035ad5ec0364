"""What PyTorch computes from a model for every form of transformer/tasks.py: prompts, and greedy ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from brookesia_recipe.export.session import single
from brookesia_recipe.text.vocabulary import BREAK, EOS
from brookesia_recipe.transformer.cm3 import Part
from brookesia_recipe.transformer.examples import NOWHERE
from brookesia_recipe.transformer.model import KINDS, Transformer
from brookesia_recipe.transformer.plans import LAST_LOCATION, ChosenState, PlanState, State, changes_state
from brookesia_recipe.transformer.sample import Sampling, inputs_of, write
from brookesia_recipe.transformer.sequences import GRID, Row, Writer, joined, lay_out, text
from brookesia_recipe.transformer.tasks import SHOWN_NAMES, TaskWriter, Turn, region
from brookesia_recipe.world import PIXELS, Layout
from brookesia_recipe.world.layout import Box

GREEDY = Sampling(0, 1, 1)
CELLS, WORDS = 24, 12
INSTRUCTION = "make the red boat blue"
QUESTION, ANSWER, BOX_QUESTION = "where is the boat", "on the sea", "what is this"


def box_json(box: Box) -> dict[str, float]:
    return dict(zip(("x0", "y0", "x1", "y1"), (value / PIXELS for value in box), strict=True))


def as_json(layout: Layout) -> dict[str, Any]:
    """As the engine has it: boxes in parts of the side."""
    things = [{"label": thing.label, "box": box_json(thing.box)} for thing in layout.things]
    return {"things": things, "background": layout.background}


def describe(row: Row) -> dict[str, Any]:
    return {"ids": row.tokens.tolist(), "positions": row.positions.tolist(), "kinds": row.kinds.tolist()}


@dataclass
class AnswerState:
    """At least one word of the text range, or four locations; then `<eos>`. `words`: the only ones, where they are given."""

    writer: Writer
    limit: int = WORDS
    words: Sequence[int] | None = None
    written: list[int] = field(default_factory=list)
    done: bool = False

    def allowed(self) -> np.ndarray:
        v, count = self.writer.vocabulary, len(self.written)
        corners = [token - v.location_start for token in self.written if token >= v.location_start]
        starts = np.arange(LAST_LOCATION) + v.location_start
        if corners:
            first = corners[count - 2] + 1 if count >= 2 else 0
            later = np.arange(first, LAST_LOCATION + 1) + v.location_start
            return np.array([EOS]) if count == 4 else starts if count == 1 else later
        if self.words is not None:
            following = [*self.words, EOS][count : count + 1]
            return np.array(following) if count else np.append(following, starts)
        words = np.arange(v.text_start, v.location_start)
        return np.append(EOS, words) if count else np.append(words, starts)

    def take(self, token: int) -> None:
        if token != EOS:
            self.written.append(token)
        self.done = token == EOS or len(self.written) == self.limit


@dataclass(frozen=True)
class TaskForms:
    """One scene of the tasks: its picture, what stands in it, and what is said about it."""

    model: Transformer
    writer: Writer
    codes: np.ndarray
    """int64 [256]: a picture."""
    before: Layout
    sentence: str
    instruction: str = INSTRUCTION
    becomes: str = "blue boat"
    """The label that the first thing has after the instruction."""
    other: np.ndarray | None = None
    """int64 [256]: a control picture; made of `codes` where it is left out."""

    def expectations(self) -> dict[str, Any]:
        tasks, start = TaskWriter(self.writer), text([BREAK])
        other = (self.codes * 7 + 1) % 2560 if self.other is None else self.other
        first, *rest = self.before.things
        after = Layout((replace(first, label=self.becomes), *rest), self.before.background)
        cells = region(self.before, after)
        turns = [Turn(QUESTION, ANSWER), Turn(QUESTION, first.box), Turn(BOX_QUESTION, "", first.box)]
        guide = tasks.guide_prompt(self.sentence, other)
        return {
            "instruction": self.instruction, "after": as_json(after), "cells": np.flatnonzero(cells).tolist(),
            "otherCodes": other.tolist(), "nowhere": NOWHERE, "turns": [self.turn(turn) for turn in turns],
            "forms": {
                "read": self.plan([*tasks.read_prompt(self.codes), start]),
                "replan": self.writing(
                    tasks.replan_prompt(self.instruction, self.before), changes_state(self.writer, self.before.things)
                ),
                "redraw": self.drawn(tasks.redraw_prompt(self.codes, self.before, after), cells),
                "inpaint": self.drawn(tasks.fill_prompt(after, self.codes, cells), cells),
                "controlPlan": self.plan([*guide, start]),
                "control": self.drawn([*guide, *tasks.written(after), text([EOS]), *tasks.placed(after)]),
                "segment": self.drawn(tasks.instruct_prompt(SHOWN_NAMES["classes"], self.codes), kind="control"),
                "depth": self.drawn(tasks.instruct_prompt(SHOWN_NAMES["depth"], self.codes), kind="control"),
                "edit": self.drawn(tasks.instruct_prompt(self.instruction, self.codes)),
                "liken": self.drawn(tasks.liken_prompt([self.codes, other], after)),
                "ask": self.said(tasks.ask_prompt(self.before, turns[-1])),
                "locate": self.said(tasks.ask_prompt(self.before, turns[0]), self.writer.words(NOWHERE)),
            },
        }  # fmt: skip

    def turn(self, turn: Turn) -> dict[str, Any]:
        answer = (
            {"text": turn.answer}
            if isinstance(turn.answer, str)
            else {"text": "", "box": box_json(turn.answer)}
        )
        about = {"box": box_json(turn.box)} if turn.box else {}
        return {"question": turn.question, "answer": answer, **about}

    def plan(self, prompt: Sequence[Part]) -> dict[str, Any]:
        return self.writing(prompt, PlanState(self.writer))

    def said(self, prompt: Sequence[Part], words: Sequence[int] | None = None) -> dict[str, Any]:
        answer = AnswerState(self.writer, words=words)
        return self.writing(prompt, ChosenState(self.writer, self.before.things, answer))

    def writing(self, prompt: Sequence[Part], state: State) -> dict[str, Any]:
        row = lay_out(prompt)
        write(self.model, [row], [state], GREEDY)
        return {"prompt": describe(row), "ids": [int(token) for token in state.written]}

    def drawn(
        self, prompt: Sequence[Part], cells: np.ndarray | None = None, kind: str = "image"
    ) -> dict[str, Any]:
        """The first cells, each by a whole pass over all before it."""
        places = list(range(GRID * GRID) if cells is None else np.flatnonzero(cells))
        row = first = lay_out(prompt)
        time, start, ids = float(row.positions[-1, 0]) + 1, self.model.settings.image_start, []
        for cell in places[:CELLS]:
            place = (time, *divmod(int(cell), GRID))
            inputs, _ = inputs_of([row], [place], KINDS[kind])
            scores = self.model.logits(self.model(inputs)[:, -1], start, start + 2560)[0]
            ids.append(int(scores.argmax()) + start)
            row = joined([row, single(ids[-1], place, KINDS[kind])])
        return {"prompt": describe(first), "ids": ids}
