"""Colours: things, skies and grounds, and what the time of day does to them. RGB, 0..255."""

from __future__ import annotations

from functools import cache

from .rich import RICH_MAIN

RGB = tuple[int, int, int]

WHITE: RGB = (255, 255, 255)
NIGHT_INK: RGB = (28, 26, 58)

MAIN: dict[str, RGB] = {
    "red": (220, 44, 48), "orange": (247, 134, 24), "yellow": (255, 214, 52), "green": (34, 148, 84),
    "blue": (38, 98, 210), "purple": (124, 62, 180), "pink": (255, 136, 190), "white": (250, 249, 245),
} | RICH_MAIN  # fmt: skip
FIXED: dict[str, RGB] = {
    "wood": (128, 84, 56), "slate": (74, 78, 104), "cream": (255, 244, 220), "glass": (176, 222, 240),
    "glow": (255, 226, 120), "dark": (44, 42, 62), "grey": (150, 152, 166), "beak": (250, 152, 40),
    "stem": (70, 150, 70), "leaf": (92, 176, 80),
    "gold": (240, 180, 50), "flame": (255, 150, 40), "rock": (124, 118, 126),
}  # fmt: skip
SKY: dict[str, tuple[RGB, RGB]] = {
    "blue": ((84, 172, 236), (206, 236, 248)), "orange": ((240, 116, 62), (255, 208, 128)),
    "navy": ((18, 26, 72), (62, 80, 142)), "pink": ((246, 142, 184), (255, 218, 220)),
    "purple": ((128, 92, 186), (216, 186, 230)), "green": ((70, 186, 130), (206, 242, 196)),
    "grey": ((138, 148, 162), (208, 213, 220)),
}  # fmt: skip
"""(zenith, horizon) of each named sky."""
GROUND: dict[str, tuple[RGB, RGB]] = {
    "meadow": ((166, 208, 96), (122, 182, 74)), "snow": ((236, 243, 250), (206, 222, 240)),
    "desert": ((238, 204, 140), (222, 174, 104)), "sea": ((86, 176, 206), (34, 116, 168)),
    "beach": ((250, 228, 176), (238, 204, 146)), "city": ((176, 178, 190), (136, 138, 154)),
}  # fmt: skip
"""(far, near) of each ground."""
LIGHT: dict[str, tuple[float, float, float]] = {
    "day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.95, 0.90), "night": (0.87, 0.87, 0.97),
}  # fmt: skip
"""What the time of day multiplies a thing's colours by."""
GROUND_LIGHT: dict[str, tuple[float, float, float]] = {"day": (1.0, 1.0, 1.0), "sunset": (0.98, 0.80, 0.72)}
NIGHT_GROUND: dict[str, tuple[RGB, RGB]] = {
    "meadow": ((52, 98, 84), (34, 72, 70)), "snow": ((142, 158, 204), (108, 124, 178)),
    "desert": ((146, 108, 96), (110, 76, 84)), "sea": ((36, 82, 134), (18, 46, 98)),
    "beach": ((158, 136, 128), (126, 104, 112)), "city": ((84, 86, 118), (60, 62, 96)),
}  # fmt: skip
"""(far, near) of each ground by night."""


def mix(a: RGB, b: RGB, share: float) -> RGB:
    """`a` with the given share (0..1) of `b`."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b))  # type: ignore[return-value]


def lit(colour: RGB, light: tuple[float, float, float]) -> RGB:
    return tuple(round(min(255.0, x * f)) for x, f in zip(colour, light))  # type: ignore[return-value]


@cache
def thing_paints(colour: str, time: str) -> dict[str, RGB]:
    """Every paint a thing's shapes may name, under the light of the time."""
    main = MAIN[colour]
    white = colour == "white"
    paints = dict(FIXED)
    paints["main"] = main
    paints["shade"] = (204, 212, 226) if white else mix(main, (60, 20, 90), 0.24)
    paints["light"] = WHITE if white else mix(main, WHITE, 0.38)
    paints["stripe"] = (168, 184, 208) if white else (255, 246, 228)
    paints["core"] = (150, 84, 36) if colour in ("yellow", "orange") else FIXED["gold"]
    paints["outline"] = (92, 98, 128) if white else mix(main, NIGHT_INK, 0.62)
    lights = {name: lit(paint, LIGHT[time]) for name, paint in paints.items()}
    lights["glow"] = FIXED["glow"]
    lights["flame"] = FIXED["flame"]
    lights["window"] = FIXED["glow"] if time == "night" else lit(FIXED["glass"], LIGHT[time])
    return lights


@cache
def sky_colours(sky: str, time: str, weather: str) -> tuple[RGB, RGB]:
    """(zenith, horizon) as drawn: a named sky is darker at night, every sky a little greyer under clouds."""
    zenith, horizon = SKY[sky]
    if time == "night" and sky != "navy":
        zenith, horizon = mix(zenith, NIGHT_INK, 0.42), mix(horizon, NIGHT_INK, 0.34)
    if time == "sunset" and sky != "orange":
        horizon = mix(horizon, (255, 196, 120), 0.45)
    if weather == "cloudy":
        grey = (110, 114, 132) if time != "night" else (44, 46, 70)
        zenith, horizon = mix(zenith, grey, 0.14), mix(horizon, grey, 0.10)
    return zenith, horizon


@cache
def ground_colours(ground: str, time: str) -> tuple[RGB, RGB]:
    """(far, near) as drawn."""
    if time == "night":
        return NIGHT_GROUND[ground]
    far, near = GROUND[ground]
    return lit(far, GROUND_LIGHT[time]), lit(near, GROUND_LIGHT[time])
