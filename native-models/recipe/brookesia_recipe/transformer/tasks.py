"""The forms of the tasks beside drawing and captioning. What is written is marked >.

    replan     <bos> instruction <break> LAYOUT <break> > CHANGES <eos>
    ask        <bos> <break> question <break> LAYOUT <break> > things <break> answer <eos>
    read       <bos> <mask:1> <break> SOURCE <break> > LAYOUT <eos>
    redraw     ... the read form, its <eos> too, and then <break> LAYOUT' <break> > CELLS <eos>
    fill       <bos> LAYOUT <break> SOURCE with holes <break> > CELLS <eos>
    guide      <bos> sentence <break> CONTROL <break> > LAYOUT <eos> <break> LAYOUT <break> > PICTURE <eos>
    show       <bos> name of a control <break> SOURCE <break> > CONTROL <eos>
    instruct   <bos> instruction <break> SOURCE <break> > PICTURE <eos>          (the paper's one-pass edit)
    liken      <bos> SOURCE (<break> SOURCE) <break> LAYOUT <break> > PICTURE <eos>      (retrieved pictures first)

All language is understood over layouts, where a sequence is short: an instruction says how the layout that was read from a
picture becomes the one to be drawn, a question is answered from it. CHANGES are the things that go, <break>, those that come,
<break>, and the background if it is another one. Before an answer stand the things that it follows from. CELLS are the cells
in which two layouts differ, in reading order, each in its own place. A layout that the model writes has no places yet; before
cells it stands again, placed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS, HOLE, MASKS
from brookesia_recipe.transformer.cm3 import Part
from brookesia_recipe.transformer.sequences import (
    GRID,
    GROUPS,
    NONE,
    Row,
    Writer,
    between,
    lay_out,
    location,
    picture,
    text,
)
from brookesia_recipe.transformer.sight import noted_meant
from brookesia_recipe.world import CELL, LabelledBox, Layout
from brookesia_recipe.world.layout import Box

READ, REPLAN, ANSWER, REDRAWN, FILLED, GUIDED_OBJECT, GUIDED_BACKGROUND, SHOWN, CHANGED, KEPT, LIKENED, DESCRIBED, ABOUT = (
    range(GROUPS.index("read"), GROUPS.index("about") + 1)
)  # fmt: skip
SHOWN_NAMES = {"classes": "segmentation", "depth": "depth"}
"""Controls that the model can read from a picture, and what it is asked for."""
MARGIN = 1
"""Cells around a box that are redrawn with it: outlines and shadows reach over its edge."""


@dataclass(frozen=True)
class Turn:
    """A question and its answer: words, or a box."""

    question: str
    answer: str | Box
    box: Box | None = None
    """The box that the question is about; its locations follow the question."""
    long: bool = False
    """A description. It is counted apart: its many words would drown the one word of other answers."""
    about: tuple[LabelledBox, ...] = ()
    """The things of the layout that the answer follows from."""


def box_cells(box: Box, margin: int = MARGIN) -> np.ndarray:
    """bool [256]: the cells that a box touches and those around it."""
    x0, y0, x1, y1 = (value / CELL for value in box)
    cells = np.zeros((GRID, GRID), bool)
    top, left = max(math.floor(y0) - margin, 0), max(math.floor(x0) - margin, 0)
    cells[top : math.ceil(y1) + margin, left : math.ceil(x1) + margin] = True
    return cells.ravel()


def region(before: Layout, after: Layout, margin: int = MARGIN) -> np.ndarray:
    """bool [256]: what must be drawn anew when one layout becomes another. Another background: everything."""
    if before.background != after.background:
        return np.ones(GRID * GRID, bool)
    one_sided = set(before.things) ^ set(after.things)
    return np.any([np.zeros(GRID * GRID, bool), *(box_cells(thing.box, margin) for thing in one_sided)], 0)


@dataclass(frozen=True)
class Changes:
    """What makes one layout of another. An empty background is the same one."""

    gone: tuple[LabelledBox, ...]
    come: tuple[LabelledBox, ...]
    background: str = ""


def changes_of(before: Layout, after: Layout) -> Changes:
    gone = tuple(thing for thing in before.things if thing not in after.things)
    come = tuple(thing for thing in after.things if thing not in before.things)
    return Changes(gone, come, "" if after.background == before.background else after.background)


@dataclass(frozen=True)
class TaskWriter:
    """Rows of the forms above. Codes are int64 [256], masks of cells bool [256]."""

    writer: Writer

    def image(self, codes: np.ndarray, group: int = NONE, number: int = 0, kind: str = "image") -> Part:
        return picture(codes, self.writer.vocabulary.image_start, None, group, number, kind)

    def locations(self, box: Box) -> list[int]:
        return [location(value) + self.writer.vocabulary.location_start for value in box]

    def written(self, layout: Layout, group: int = NONE) -> list[Part]:
        """`<break> things <break> background`, without places."""
        things, background = self.writer.layout(layout, group, placed=False)
        return [text([BREAK]), things, text([BREAK], group), background]

    def placed(self, layout: Layout) -> list[Part]:
        """`<break> things <break> background <break>`."""
        return [text([BREAK]), *between(self.writer.layout(layout)), text([BREAK])]

    def replan_prompt(self, instruction: str, layout: Layout) -> list[Part]:
        words = text(self.writer.bpe.encode(instruction).ids)
        return [text([BOS]), words, *self.written(layout), text([BREAK])]

    def replan(self, instruction: str, before: Layout, after: Layout) -> Row:
        """Only what differs is written: the things that go, those that come, and the background where it is another."""
        changes = changes_of(before, after)
        gone, come = (
            self.writer.things(things, REPLAN, placed=False) for things in (changes.gone, changes.come)
        )
        words = self.writer.words(changes.background) if changes.background else []
        end = text([BREAK, *words, EOS], REPLAN)
        prompt = self.replan_prompt(instruction, before)
        row = lay_out([*prompt, gone, text([BREAK], REPLAN), come, end])
        return noted_meant(row, self.meant(before, changes.gone, prompt[:3]))

    def question(self, turn: Turn) -> list[Part]:
        """`<break> question <break>`."""
        ids = self.writer.bpe.encode(turn.question).ids + (self.locations(turn.box) if turn.box else [])
        return [text([BREAK]), text(ids), text([BREAK])]

    def ask_prompt(self, layout: Layout, turn: Turn) -> list[Part]:
        return [text([BOS]), *self.question(turn), *self.written(layout)[1:], text([BREAK])]

    def ask(self, layout: Layout, turn: Turn) -> Row:
        things = self.writer.things(turn.about, ABOUT, placed=False)
        answer = self.answer(turn, DESCRIBED if turn.long else ANSWER)
        prompt = self.ask_prompt(layout, turn)
        row = lay_out([*prompt, things, text([BREAK], ABOUT), *answer])
        if turn.long:
            return row
        return noted_meant(row, self.meant(layout, turn.about, prompt[:4]))

    def meant(
        self, layout: Layout, meant: Sequence[LabelledBox], before: Sequence[Part]
    ) -> dict[int, bool]:
        """Whether each thing is meant, at each of its locations; `before`: the parts of the row before the first thing."""
        start, found = sum(map(len, before)), {}
        for thing in layout.things:
            start += len(self.writer.things([thing]))
            found |= dict.fromkeys(range(start - 4, start), thing in meant)
        return found

    def answer(self, turn: Turn, group: int) -> list[Part]:
        words = isinstance(turn.answer, str)
        ids = self.writer.words(turn.answer) if words else self.locations(turn.answer)
        return [text(ids, group), text([EOS], group)]

    def read_prompt(self, source: np.ndarray) -> list[Part]:
        return [text([BOS, MASKS[1]]), text([BREAK]), self.image(source, kind="source")]

    def read(self, source: np.ndarray, layout: Layout) -> Row:
        return lay_out([*self.read_prompt(source), *self.written(layout, READ), text([EOS], READ)])

    def redraw_prompt(
        self, source: np.ndarray, before: Layout, after: Layout, group: int = NONE
    ) -> list[Part]:
        written = [*self.written(before, group), text([EOS], group)]
        return [*self.read_prompt(source), *written, *self.placed(after)]

    def redraw(
        self, source: np.ndarray, before: Layout, after: Layout, target: np.ndarray, cells: np.ndarray
    ) -> Row:
        drawn = chosen(self.image(target, REDRAWN, 1), cells)
        return lay_out([*self.redraw_prompt(source, before, after, READ), drawn, text([EOS])])

    def fill_prompt(self, layout: Layout, source: np.ndarray, holes: np.ndarray) -> list[Part]:
        whole = self.image(source, kind="source")
        holed = replace(whole, tokens=np.where(holes, HOLE, whole.tokens))
        return [text([BOS]), *self.placed(layout)[1:], holed, text([BREAK])]

    def fill(self, layout: Layout, source: np.ndarray, holes: np.ndarray) -> Row:
        """`source` is whole: what lies under the holes is what is to be drawn."""
        drawn = chosen(self.image(source, FILLED, 1), holes)
        return lay_out([*self.fill_prompt(layout, source, holes), drawn, text([EOS])])

    def guide_prompt(self, sentence: str, control: np.ndarray) -> list[Part]:
        words = text(self.writer.bpe.encode(sentence).ids)
        return [text([BOS]), words, text([BREAK]), self.image(control, kind="control")]

    def guide(
        self, sentence: str, control: np.ndarray, layout: Layout, target: np.ndarray, objects: np.ndarray
    ) -> Row:
        groups = np.where(objects, GUIDED_OBJECT, GUIDED_BACKGROUND)
        drawn = replace(self.image(target, number=1), groups=groups)
        written = [*self.written(layout, READ), text([EOS], READ), *self.placed(layout)]
        return lay_out([*self.guide_prompt(sentence, control), *written, drawn, text([EOS])])

    def instruct_prompt(self, words: str, source: np.ndarray) -> list[Part]:
        ids = text(self.writer.bpe.encode(words).ids)
        return [text([BOS]), ids, text([BREAK]), self.image(source, kind="source"), text([BREAK])]

    def instruct(self, instruction: str, source: np.ndarray, target: np.ndarray, changed: np.ndarray) -> Row:
        drawn = replace(self.image(target, number=1), groups=np.where(changed, CHANGED, KEPT))
        return lay_out([*self.instruct_prompt(instruction, source), drawn, text([EOS])])

    def show(self, name: str, source: np.ndarray, control: np.ndarray) -> Row:
        drawn = self.image(control, SHOWN, 1, "control")
        return lay_out([*self.instruct_prompt(SHOWN_NAMES[name], source), drawn, text([EOS])])

    def liken_prompt(self, references: Sequence[np.ndarray], layout: Layout) -> list[Part]:
        pictures = [
            self.image(codes, number=number, kind="source") for number, codes in enumerate(references)
        ]
        return [text([BOS]), *between(pictures), *self.placed(layout)]

    def liken(self, references: Sequence[np.ndarray], layout: Layout, target: np.ndarray) -> Row:
        drawn = self.image(target, LIKENED, len(references))
        return lay_out([*self.liken_prompt(references, layout), drawn, text([EOS])])


def chosen(whole: Part, cells: np.ndarray) -> Part:
    """The chosen cells of a picture, in reading order."""
    kept = np.flatnonzero(cells)
    assert whole.cells is not None
    return replace(whole, tokens=whole.tokens[kept], groups=whole.groups[kept], cells=whole.cells[kept])
