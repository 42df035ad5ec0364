"""Plans and changes of plans as the model writes them: which token may follow which, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from brookesia_recipe.text.vocabulary import BREAK, EOS, LOCATION_TOKENS
from brookesia_recipe.transformer.sequences import Writer
from brookesia_recipe.world import PIXELS, LabelledBox, Layout

MAX_THINGS, MAX_LABEL, MAX_BACKGROUND = 8, 8, 40
LAST_LOCATION = len(LOCATION_TOKENS) - 1


@dataclass
class PlanState:
    """Where in its plan a row is. A thing is a label and four locations; then `<break>`, the background, `<eos>`."""

    writer: Writer
    label: list[int] = field(default_factory=list)
    corners: list[int] = field(default_factory=list)
    things: list[LabelledBox] = field(default_factory=list)
    background: list[int] | None = None
    written: list[int] = field(default_factory=list)
    done: bool = False

    def allowed(self) -> np.ndarray:
        """Ids that may come next, int64 [n], in rising order."""
        v = self.writer.vocabulary
        words = np.arange(v.text_start, v.location_start)
        if self.background is not None:
            return np.append(EOS, words if len(self.background) < MAX_BACKGROUND else words[:0])
        if not self.label:
            return np.append(BREAK, words if len(self.things) < MAX_THINGS else words[:0])
        axis, ends = len(self.corners) % 2, len(self.corners) >= 2
        first = self.corners[axis] + 1 if ends else 0
        last = LAST_LOCATION if ends else LAST_LOCATION - 1
        places = np.arange(first, last + 1) + v.location_start
        may_go_on = not self.corners and len(self.label) < MAX_LABEL
        return np.concatenate((words, places)) if may_go_on else places

    def take(self, token: int) -> None:
        v = self.writer.vocabulary
        if token == EOS:
            self.done = True
            return
        self.written.append(token)
        if token == BREAK:
            self.background = []
        elif self.background is not None:
            self.background.append(token)
        elif token < v.location_start:
            self.label.append(token)
        else:
            self.corners.append(token - v.location_start)
            if len(self.corners) == 4:
                self.finish_thing()

    def finish_thing(self) -> None:
        x0, y0, x1, y1 = (corner * PIXELS / LAST_LOCATION for corner in self.corners)
        self.things.append(LabelledBox(self.writer.bpe.decode(self.label).strip(), (x0, y0, x1, y1)))
        self.label, self.corners = [], []

    def layout(self, given: Sequence[LabelledBox] = ()) -> Layout:
        """The given boxes, then those of the plan."""
        background = self.writer.bpe.decode(self.background or []).strip()
        return Layout((*given, *self.things), background)


class State(Protocol):
    """Where in what it writes a row is."""

    @property
    def written(self) -> list[int]: ...

    @property
    def done(self) -> bool: ...

    def allowed(self) -> np.ndarray: ...

    def take(self, token: int) -> None: ...


@dataclass
class ChosenState:
    """Some of the things of `standing`, each only once; then `<break>` and what follows from them."""

    writer: Writer
    standing: Sequence[LabelledBox]
    then: State
    chosen: list[LabelledBox] = field(default_factory=list)
    thing: list[int] = field(default_factory=list)
    """Of the thing that is being written."""
    ended: bool = False
    """Whether all things are chosen."""
    written: list[int] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return self.ended and self.then.done

    def meant(self) -> list[tuple[LabelledBox, list[int]]]:
        """What is still left and begins as the thing that is being written."""
        left = list(self.standing)
        for thing in self.chosen:
            left.remove(thing)
        pairs = [(thing, self.writer.things([thing]).tokens.tolist()) for thing in left]
        return [(thing, tokens) for thing, tokens in pairs if tokens[: len(self.thing)] == self.thing]

    def allowed(self) -> np.ndarray:
        """Ids that may come next, int64 [n], in rising order."""
        if self.ended:
            return self.then.allowed()
        following = [tokens[len(self.thing)] for _, tokens in self.meant()]
        return np.unique(np.array(following if self.thing else [BREAK, *following], np.int64))

    def take(self, token: int) -> None:
        if self.ended:
            before = len(self.then.written)
            self.then.take(token)
            self.written += self.then.written[before:]
            return
        self.written.append(token)
        if token == BREAK and not self.thing:
            self.ended = True
            return
        self.thing.append(token)
        whole = next((thing for thing, tokens in self.meant() if tokens == self.thing), None)
        if whole:
            self.chosen.append(whole)
            self.thing = []


def changes_state(writer: Writer, before: Sequence[LabelledBox]) -> ChosenState:
    """Things that go, of those that stand there; then a plan of what comes."""
    return ChosenState(writer, before, PlanState(writer))
