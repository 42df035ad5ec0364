from __future__ import annotations

import torch

from brookesia_recipe.tokenizer import fsq
from brookesia_recipe.tokenizer.model import ImageTokenizer, TokenizerSettings


def test_every_code_survives_digits_and_back():
    codes = torch.arange(2560)
    digits = fsq.digits_from_codes(codes, fsq.LEVELS)
    assert torch.equal(fsq.codes_of(digits, fsq.LEVELS), codes)
    assert len(digits.unique(dim=0)) == 2560


def test_values_reach_all_digits_and_no_others():
    levels = torch.tensor(fsq.LEVELS, dtype=torch.float32)
    values = torch.linspace(-9, 9, 4001)[:, None].expand(-1, 4)
    digits = fsq.digits_of(values, levels)
    for channel, level in enumerate(fsq.LEVELS):
        assert digits[:, channel].unique().tolist() == list(range(level))


def test_training_and_decoding_see_the_same_numbers():
    levels = torch.tensor(fsq.LEVELS, dtype=torch.float32)
    values = torch.randn(500, 4, generator=torch.Generator().manual_seed(0)) * 2
    through = fsq.normalise(fsq.digits_of(values, levels), levels)
    torch.testing.assert_close(fsq.quantise(values, levels), through, atol=1e-6, rtol=0)


def test_the_gradient_passes_straight_through_the_rounding():
    levels = torch.tensor(fsq.LEVELS, dtype=torch.float32)
    values = torch.zeros(1, 4, requires_grad=True)
    fsq.quantise(values, levels).sum().backward()
    assert (values.grad > 0.5).all()


def test_one_hot_names_the_digits_of_each_code():
    table = fsq.digit_one_hot(fsq.LEVELS)
    assert table.shape == (2560, 29)
    assert table[1 + 8 * 2 + 64 * 3 + 512 * 4].nonzero().flatten().tolist() == [1, 8 + 2, 16 + 3, 24 + 4]


def test_a_strip_decodes_like_the_whole_picture_given_context():
    torch.manual_seed(0)
    model = ImageTokenizer(TokenizerSettings((4, 8, 8, 16), (0, 0, 0, 1), (0, 1, 1, 1))).eval()
    codes = torch.randint(0, 2560, (1, 16, 16))
    with torch.no_grad():
        whole, strip = model.decode(codes), model.decode(codes[:, 2:12])
    torch.testing.assert_close(strip[:, :, 5 * 16 : 6 * 16], whole[:, :, 7 * 16 : 8 * 16])
