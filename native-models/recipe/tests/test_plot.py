"""Loss curves from the CSV log."""

from __future__ import annotations

import argparse

import numpy as np
import pytest

from brookesia_recipe.evaluate.plot import INK, draw_curves, points, read_log, run, smoothed

LOG = "0.1,1,loss,5\n0.1,1,norm,3\n0.2,2,loss,3\n0.3,3,loss,4\n0.3,3,held_out_plan,2.5\n0.4,4,lo"


def test_curves_are_read_by_figure_and_a_cut_off_line_is_left_out(tmp_path):
    (tmp_path / "x.csv").write_text(LOG)
    assert read_log(tmp_path / "x.csv") == {
        "loss": [(0.1, 5), (0.2, 3), (0.3, 4)],
        "held_out_plan": [(0.3, 2.5)],
    }


def test_values_stand_at_their_height():
    found = points(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 2.0]), (1.0, 3.0), (10, 20, 30, 40))
    assert found == [(10, 40), (20, 20), (30, 30)]


def test_smoothing_keeps_the_mean_of_a_line_and_calms_noise():
    line = np.linspace(0, 1, 200)
    np.testing.assert_allclose(smoothed(line)[20:-20], line[20:-20], atol=1e-9)
    noise = np.random.default_rng(0).normal(size=400)
    assert smoothed(noise).std() < 0.4 * noise.std()


def test_every_log_gets_a_sheet_even_with_nothing_finite_in_it(tmp_path):
    (tmp_path / "transformer.csv").write_text(LOG + "\n0.5,5,loss,nan\n0.5,5,broken,nan\n")
    run(None, argparse.Namespace(work=tmp_path))
    assert (tmp_path / "transformer-curves.png").stat().st_size > 1000
    drawn = np.asarray(draw_curves(read_log(tmp_path / "transformer.csv"), "transformer"))
    assert (drawn == INK).all(-1).sum() > 100


def test_a_folder_without_logs_says_what_to_do(tmp_path):
    with pytest.raises(SystemExit, match="train something first"):
        run(None, argparse.Namespace(work=tmp_path))
