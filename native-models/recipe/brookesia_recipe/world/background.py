"""Sky, sun, moon, clouds, relief and ground: few variants, mirrored by the side of the light."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .palette import RGB, WHITE, ground_colours, mix, sky_colours
from .scene import Scene
from .settings import CELL, PIXELS

STARS = ((24, 20), (56, 52), (84, 14), (104, 84), (40, 98), (130, 40), (150, 92), (168, 18), (12, 66),
         (232, 92), (122, 112), (196, 110), (72, 118), (246, 30))  # fmt: skip
CLOUDS = ((56, 58, 1.0), (150, 36, 0.8), (212, 92, 0.9))
"""(x, y, scale) of the clouds under a cloudy sky."""
DISC = {"day": (255, 228, 110), "sunset": (255, 242, 190), "night": (250, 244, 214)}
"""Colour of the sun or moon itself, without its glow."""


def draw_background(canvas: Canvas, scene: Scene) -> None:
    """All of the picture but its things."""
    zenith, low = sky_colours(scene.sky, scene.time, scene.weather)
    horizon = scene.horizon * CELL
    canvas.gradient(0, horizon, zenith, low)
    canvas.mirror = scene.light == "left"
    draw_lights(canvas, scene, zenith, low, horizon)
    if scene.weather == "cloudy":
        draw_clouds(canvas, scene, zenith)
    draw_relief(canvas, scene, low, horizon)
    draw_ground(canvas, scene, horizon)
    canvas.mirror = False


def draw_lights(canvas: Canvas, scene: Scene, zenith: RGB, low: RGB, horizon: int) -> None:
    """Sun high by day, large on the horizon at sunset; moon and stars at night. Drawn on the right."""
    if scene.time == "day":
        canvas.oval(208, 44, 34, 34, mix(zenith, (255, 244, 190), 0.35))
        canvas.oval(208, 44, 24, 24, DISC["day"])
    elif scene.time == "sunset":
        x, y = 184, horizon - 14
        for radius, share in ((74, 0.28), (56, 0.5)):
            canvas.oval(x, y, radius, radius, mix(low, (255, 236, 170), share))
        canvas.oval(x, y, 38, 38, DISC["sunset"])
    else:
        for x, y in STARS:
            canvas.oval(x, y, 2.2, 2.2, mix(zenith, (255, 250, 220), 0.85))
        canvas.oval(208, 46, 32, 32, mix(zenith, (220, 225, 255), 0.14))
        canvas.oval(208, 46, 23, 23, DISC["night"])
        canvas.oval(218, 40, 19, 19, mix(zenith, (220, 225, 255), 0.14))


def draw_clouds(canvas: Canvas, scene: Scene, zenith: RGB) -> None:
    bright = {"day": (238, 243, 250), "sunset": (255, 214, 186), "night": (104, 112, 152)}[scene.time]
    bright = mix(bright, zenith, 0.12)
    for x, y, scale in CLOUDS:
        for dx, dy, r in ((-26, 6, 15), (-6, -6, 21), (20, 2, 17)):
            canvas.oval(x + dx * scale, y + dy * scale, r * scale, r * scale, bright)
        canvas.fill(
            np.array([(-30, 6), (28, 4), (34, 14), (28, 20), (-30, 20), (-38, 14)]) * scale + (x, y), bright
        )
        canvas.oval(x, y + 17 * scale, 30 * scale, 3.5 * scale, mix(bright, zenith, 0.3))


def ridge(horizon: float, lift: float, waves: tuple[tuple[float, float, float], ...]) -> np.ndarray:
    """A closed outline below a sum of waves (height in px, waves per picture, phase)."""
    x = np.linspace(-8, PIXELS + 8, 45)
    y = horizon - lift - sum(h * np.sin(2 * np.pi * (n * x / PIXELS + p)) for h, n, p in waves)
    return np.concatenate([np.stack([x, y], 1), [(PIXELS + 8, horizon + 40), (-8, horizon + 40)]])


def draw_relief(canvas: Canvas, scene: Scene, low: RGB, horizon: int) -> None:
    _, near = ground_colours("meadow" if scene.ground in ("sea", "beach") else scene.ground, scene.time)
    if scene.ground == "city":
        draw_skyline(canvas, scene, low, horizon)
    elif scene.relief == "hills":
        shade = mix(near, (40, 70, 120), 0.25)
        canvas.fill(ridge(horizon, 24, ((12, 1.1, 0.1), (4, 2.3, 0.3))), mix(shade, low, 0.5))
        canvas.fill(ridge(horizon, 9, ((9, 1.4, 0.55),)), mix(shade, low, 0.2))
    elif scene.relief == "mountains":
        draw_mountains(canvas, scene, low, horizon)


def draw_mountains(canvas: Canvas, scene: Scene, low: RGB, horizon: int) -> None:
    rock = {"day": (112, 118, 156), "sunset": (134, 88, 120), "night": (40, 44, 86)}[scene.time]
    snow = {"day": (250, 252, 255), "sunset": (255, 222, 206), "night": (150, 160, 204)}[scene.time]
    for x, height, half in ((118, 52, 84), (226, 66, 86), (36, 78, 96)):
        peak = np.array([x, horizon - height])
        left, right = np.array([x - half, horizon]), np.array([x + half, horizon])
        canvas.fill(np.array([peak, right, left]), mix(rock, low, 0.32))
        canvas.fill(
            np.array([peak, right, (x + half * 0.25, horizon), (x - half * 0.12, horizon - height * 0.5)]),
            mix(rock, low, 0.12),
        )
        a, b = peak + (left - peak) * 0.36, peak + (right - peak) * 0.36
        mids = [
            peak + (b - a) * s + (0, height * 0.36 * k) for s, k in ((0.22, 0.72), (0.0, 1.15), (-0.2, 0.72))
        ]
        canvas.fill(np.array([peak, b, *mids, a]), snow)


def draw_skyline(canvas: Canvas, scene: Scene, low: RGB, horizon: int) -> None:
    wall = {"day": (120, 134, 168), "sunset": (140, 96, 124), "night": (34, 38, 78)}[scene.time]
    pane = {"day": (188, 206, 226), "sunset": (255, 214, 140), "night": (255, 220, 120)}[scene.time]
    for i, height in enumerate((3, 5, 4, 2, 4, 6, 3, 5)):
        x, top = i * 32, horizon - height * 12
        canvas.fill(np.array([(x, top), (x + 32, top), (x + 32, horizon + 1), (x, horizon + 1)]),
                    mix(wall, low, 0.18 if i % 2 else 0.36))  # fmt: skip
        for y in range(top + 8, horizon - 6, 14):
            for dx in (7, 19):
                canvas.fill(np.array([(x + dx, y), (x + dx + 6, y), (x + dx + 6, y + 7), (x + dx, y + 7)]),
                            mix(pane, low, 0.1))  # fmt: skip


def draw_ground(canvas: Canvas, scene: Scene, horizon: int) -> None:
    far, near = ground_colours(scene.ground, scene.time)
    canvas.gradient(horizon, PIXELS, far, near)
    if scene.ground == "sea":
        draw_waves(canvas, scene, far, horizon)
    elif scene.ground == "beach":
        sea_far, sea_near = ground_colours("sea", scene.time)
        canvas.gradient(horizon, horizon + 24, sea_far, sea_near)
        canvas.fill(ridge(horizon + 27, 0, ((2, 2, 0.0),)), mix(far, WHITE, 0.6))
        canvas.fill(ridge(horizon + 32, 0, ((2, 2, 0.0),)), far)
        canvas.gradient(horizon + 48, PIXELS, far, near)
    elif scene.ground == "city":
        kerb = horizon + 2 * CELL
        canvas.gradient(kerb, PIXELS, mix(near, (40, 42, 60), 0.28), mix(near, (40, 42, 60), 0.4))
        canvas.gradient(kerb, kerb + 4, mix(far, WHITE, 0.35), mix(far, WHITE, 0.35))
    else:
        canvas.fill(ridge(horizon + 36, 0, ((9, 0.9, 0.0),)), mix(far, near, 0.55))
        canvas.gradient(horizon + 70, PIXELS, mix(far, near, 0.55), near)


def draw_waves(canvas: Canvas, scene: Scene, far: RGB, horizon: int) -> None:
    crest = mix(far, WHITE, 0.28)
    for row, xs in enumerate(((40, 150), (96, 216), (24, 168), (120, 232), (56, 184))):
        y = horizon + 12 + row * 20
        for x in xs:
            canvas.oval(x, y, 14 + row * 2, 1.6, crest)
    if scene.time == "sunset":
        for i in range(4):
            canvas.oval(184, horizon + 6 + i * 11, 34 - i * 6, 2.6, mix(far, (255, 232, 160), 0.75))
