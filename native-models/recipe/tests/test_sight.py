"""What the cells of a given picture are said to show, and that it is learned from them."""

from __future__ import annotations

import numpy as np
import torch

from brookesia_recipe.transformer.batches import collate
from brookesia_recipe.transformer.model import KINDS
from brookesia_recipe.transformer.sequences import BOS, lay_out, picture, text
from brookesia_recipe.transformer.sight import COLUMNS, MEANT, UNTOLD, Sight, noted, shown, sight_nats
from brookesia_recipe.world import Scene
from brookesia_recipe.world.scene import Thing
from brookesia_recipe.world.settings import ALL_COLOURS, ALL_KINDS

BOAT = Thing("boat", "red", "small", column=4, row=8)
SCENE = Scene(1, "day", "clear", "blue", "sea", "none", 9, "left", (BOAT,))
EVERYWHERE = np.ones(256, bool)


def told_of(cell: int, seen: np.ndarray) -> dict[str, int]:
    return dict(zip(COLUMNS, seen[cell].tolist(), strict=True))


def test_a_cell_of_a_thing_tells_its_kind_colour_and_box():
    columns, rows = BOAT.cells
    assert told_of(8 * 16 + 4, shown(SCENE, EVERYWHERE)) == {
        "kind": ALL_KINDS.index("boat") + 1, "colour": ALL_COLOURS.index("red"),
        "left": 4, "top": 8, "right": 4 + columns, "bottom": 8 + rows, "meant": UNTOLD,
    }  # fmt: skip


def test_other_cells_tell_that_there_is_nothing():
    seen = shown(SCENE, EVERYWHERE)
    assert (seen[:, 0] > 0).sum() == BOAT.cells[0] * BOAT.cells[1]
    assert told_of(0, seen) == {name: 0 if name == "kind" else UNTOLD for name in COLUMNS}
    assert (shown(SCENE, ~EVERYWHERE)[:, 0] == 0).all(), "the corner of a box that shows only sea"


def test_only_pictures_of_the_kind_are_told_each_cell_its_own():
    given = picture(np.arange(256), 100, kind="source")
    drawn = picture(np.arange(256), 100, number=1)
    row = lay_out([text([BOS]), given, drawn])
    told = noted(row, "source", shown(SCENE, EVERYWHERE)).seen
    assert told is not None and np.array_equal(told[1:257], shown(SCENE, EVERYWHERE))
    assert (told[row.kinds != KINDS["source"]] == UNTOLD).all()


def test_a_batch_pads_with_cells_of_which_nothing_is_told():
    row = lay_out([text([BOS]), picture(np.arange(256), 100, kind="source")])
    batch = collate([noted(row, "source", shown(SCENE, EVERYWHERE)), lay_out([text([BOS, 7, 8])])])
    assert batch.seen.shape == (2, 256, len(COLUMNS)) and (batch.seen[1] == UNTOLD).all()
    assert (batch.seen[0, 1:, 0] >= 0).all()


def test_sight_is_learned_from_the_features():
    torch.manual_seed(0)
    sight, seen = Sight(32), torch.from_numpy(shown(SCENE, EVERYWHERE))
    features = torch.randn(256, 32)
    optimiser = torch.optim.Adam(sight.parameters(), 0.03)
    losses = []
    for _ in range(60):
        nats = sight_nats(sight, features, seen)
        losses.append(sum(nats.values()))
        optimiser.zero_grad()
        losses[-1].backward()
        optimiser.step()
    assert set(nats) == set(COLUMNS) - {"meant"} and losses[-1] < 0.2 * losses[0]


def test_rows_of_which_nothing_is_told_cost_nothing():
    assert sight_nats(Sight(8), torch.zeros(3, 8), torch.full((3, len(COLUMNS)), UNTOLD)) == {}


def test_things_that_are_meant_are_learned_beside_pictures_and_alone():
    torch.manual_seed(0)
    seen = np.full((6, len(COLUMNS)), UNTOLD)
    seen[1:5, MEANT] = [0, 1, 1, 0]
    nats = sight_nats(Sight(8), torch.randn(6, 8), torch.from_numpy(seen))
    assert set(nats) == {"meant"}
    both = np.concatenate([seen, shown(SCENE, EVERYWHERE)])
    assert set(sight_nats(Sight(8), torch.randn(len(both), 8), torch.from_numpy(both))) == set(COLUMNS)
