"""Sentences about scenes: a wide grammar to draw from, and one canonical form to write and to read back."""

from __future__ import annotations

import random
import re
from typing import Any

from .rich import RICH_COLOUR_WORDS, RICH_KIND_WORDS, STYLE_WORDS
from .scene import Scene, Thing
from .settings import ALL_COLOURS, ALL_KINDS, DEFAULT_SKY, SLOTS

MAX_WORDS = 24

KIND_WORDS: dict[str, tuple[str, ...]] = {
    "house": ("house", "house", "house", "cottage", "cabin", "home"),
    "tree": ("tree", "tree", "tree", "round tree", "leafy tree"),
    "pine": ("pine", "pine tree", "fir", "fir tree", "christmas tree"),
    "lighthouse": ("lighthouse", "lighthouse", "beacon"),
    "tent": ("tent", "tent", "camping tent"), "boat": ("boat", "boat", "sailboat", "sailing boat", "ship"),
    "car": ("car", "car", "car", "automobile", "motor car"),
    "rocket": ("rocket", "rocket", "spaceship", "space rocket"),
    "balloon": ("balloon", "hot-air balloon", "hot air balloon", "balloon"),
    "bird": ("bird", "bird", "bird", "songbird"),
    "duck": ("duck", "duck", "duckling", "rubber duck"),
    "cat": ("cat", "cat", "cat", "kitty", "kitten"),
    "flower": ("flower", "flower", "blossom", "bloom"), "mushroom": ("mushroom", "mushroom", "toadstool"),
    "umbrella": ("umbrella", "umbrella", "parasol", "sunshade"), "ball": ("ball", "ball", "beach ball"),
} | RICH_KIND_WORDS  # fmt: skip
COLOUR_WORDS: dict[str, tuple[str, ...]] = {
    "red": ("red", "red", "red", "red", "crimson", "scarlet"), "orange": ("orange",),
    "yellow": ("yellow", "yellow", "yellow", "golden"), "green": ("green", "green", "green", "emerald"),
    "blue": ("blue",), "purple": ("purple", "purple", "purple", "violet"),
    "pink": ("pink", "pink", "pink", "rose"), "white": ("white", "white", "white", "snow-white"),
} | RICH_COLOUR_WORDS  # fmt: skip
SIZE_WORDS = {"small": ("small", "little", "tiny"), "big": ("big", "large", "huge")}
SLOT_WORDS = {
    "left": ("on the left", "on the left side", "to the left", "at the left"),
    "middle": ("in the middle", "in the centre", "in the center"),
    "right": ("on the right", "on the right side", "to the right", "at the right"),
}
GROUND_WORDS = {
    "meadow": ("in a meadow", "on a meadow", "on the grass", "in a green field", "on a lawn", "in the grass"),
    "snow": ("in the snow", "on the snow", "in a snowy landscape", "in winter", "on a snowy field"),
    "desert": ("in the desert", "in a desert", "in a sandy desert", "among the dunes"),
    "sea": ("on the sea", "at sea", "on the ocean", "on the water", "in the sea"),
    "beach": ("on the beach", "at the beach", "on a beach", "on the shore", "at the seaside"),
    "city": ("in the city", "in a city", "in town", "in front of the skyline", "on a city street"),
}
GROUND_NAMES = {
    "meadow": ("meadow", "grassy field"),
    "snow": ("snowy landscape", "winter landscape"),
    "desert": ("desert", "sandy desert"),
    "sea": ("sea", "ocean"), "beach": ("beach", "sandy beach"), "city": ("city", "town"),
}  # fmt: skip
RELIEF_WORDS = {
    "hills": ("with hills", "with hills in the background", "with hills behind", "in front of hills"),
    "mountains": (
        "with mountains",
        "with mountains in the background",
        "with mountains behind",
        "in front of snowy mountains",
    ),
}
TIME_WORDS = {
    "day": ("by day", "in the daytime", "during the day", "in daylight", "at noon"),
    "sunset": ("at sunset", "at sunset", "in the evening", "at dusk", "at sundown", "as the sun goes down"),
    "night": ("at night", "at night", "by night", "in the moonlight", "under the stars", "at midnight"),
}
WEATHER_WORDS = {
    "clear": ("under a clear sky", "in clear weather", "with no clouds", "without clouds"),
    "cloudy": ("under a cloudy sky", "with clouds", "with clouds in the sky", "in cloudy weather"),
}
SKY_WORDS = {
    "blue": ("blue", "light blue"), "orange": ("orange",), "navy": ("dark blue", "navy"),
    "pink": ("pink", "rosy"),
    "purple": ("purple", "violet"), "green": ("green", "greenish"), "grey": ("grey", "gray"),
}  # fmt: skip
OPENERS = (
    "draw", "draw me", "paint", "please draw", "show me", "make", "make a picture of", "create an image of",
    "i want", "can you draw", "could you paint", "i would like to see", "sketch", "generate",
    "a picture of", "an illustration of", "a drawing of", "an image of", "picture of", "illustration of",
    "a scene with", "a painting of", "a flat illustration of",
)  # fmt: skip
FLIGHT_VERBS = ("flies", "floats", "drifts", "hovers")
STAND_VERBS = ("stands", "sits", "is")
SWIM_VERBS = ("floats", "drifts", "is")
NUMBERS = {
    2: ("two", "two", "2", "a pair of"),
    3: ("three", "three", "3"),
    4: ("four", "4"),
    5: ("five", "5"),
}


def article(phrase: str) -> str:
    """The phrase with 'a' or 'an' before it."""
    return ("an " if phrase[0] in "aeiou" and not phrase.startswith("ufo") else "a ") + phrase


def plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def caption_canonical(scene: Scene) -> str:
    """The captioning target: things from left to right, place, relief, time, weather, sky."""
    parts = []
    for thing in scene.things:
        sky = " in the sky" if thing.flies else ""
        where = "in the middle" if thing.slot == "middle" else f"on the {thing.slot}"
        parts.append(f"{article(f'{thing.colour} {thing.kind}')}{sky} {where}")
    return f"{join(parts) or 'an empty scene'}, {canonical_background(scene)}"


def canonical_background(scene: Scene) -> str:
    """Place, relief, time, weather and sky, as every canonical form says them."""
    place = GROUND_WORDS[scene.ground][0]
    if scene.relief != "none":
        place += f" with {scene.relief}"
    place += " " + TIME_WORDS[scene.time][0]
    if scene.weather == "cloudy":
        place += ", cloudy"
    if scene.names_sky:
        place += f", under {article(scene.sky)} sky"
    if scene.style != "flat":
        place += f", {STYLE_WORDS[scene.style][0]}"
    return place


def join(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def attributes(scene: Scene) -> dict[str, Any]:
    """What a canonical caption tells: as `parse_caption` returns it."""
    return {
        "things": [(thing.kind, thing.colour, thing.slot) for thing in scene.things],
        "ground": scene.ground, "relief": scene.relief, "time": scene.time,
        "weather": scene.weather, "sky": scene.sky,
    }  # fmt: skip


def parse_caption(text: str) -> dict[str, Any]:
    """Read a canonical caption; what cannot be read becomes None (things: those that can)."""
    found = re.findall(r"\ban? (\w+) (\w+)(?: in the sky)? (?:on|in) the (left|middle|right)\b", text)
    things = [
        (kind, colour, slot) for colour, kind, slot in found if colour in COLOUR_WORDS and kind in KIND_WORDS
    ]
    ground = next((g for g, words in GROUND_WORDS.items() if f", {words[0]}" in text), None)
    time = next((t for t, words in TIME_WORDS.items() if re.search(rf" {words[0]}(,|$)", text)), None)
    relief = next((r for r in RELIEF_WORDS if f" with {r}" in text), "none")
    named = re.search(r", under an? (\w+) sky", text)
    sky = named[1] if named else DEFAULT_SKY.get(time or "")
    weather = "cloudy" if ", cloudy" in text else "clear"
    return {
        "things": things,
        "ground": ground,
        "relief": relief,
        "time": time,
        "weather": weather,
        "sky": sky,
    }


def noun_phrase(thing: Thing, rng: random.Random, size: bool) -> str:
    """Colour and kind without an article; the colour follows the noun now and then."""
    noun, colour = rng.choice(KIND_WORDS[thing.kind]), rng.choice(COLOUR_WORDS[thing.colour])
    before = rng.choice(SIZE_WORDS[thing.size]) + " " if size else ""
    return f"{before}{colour} {noun}"


def thing_phrases(scene: Scene, rng: random.Random, style: str) -> tuple[list[str], tuple[Thing, ...]]:
    """One phrase per thing, or one for all where they are alike; and the things in the order of their phrases."""
    things = list(scene.things)
    if len(things) > 1 and len({(t.kind, t.colour) for t in things}) == 1 and rng.random() < 0.8:
        noun, colour = rng.choice(KIND_WORDS[things[0].kind]), rng.choice(COLOUR_WORDS[things[0].colour])
        return [f"{rng.choice(NUMBERS[len(things)])} {colour} {plural(noun)}"], tuple(things)
    if rng.random() < 0.3:
        rng.shuffle(things)
    sized, sided, bare = (
        rng.random() < 0.3,
        rng.random() < (0.5 if style == "full" else 0.2),
        style == "short",
    )
    bare = bare and rng.random() < 0.6
    phrases = []
    for thing in things:
        phrase = noun_phrase(thing, rng, sized and not bare)
        phrase = phrase if bare else ("the " if rng.random() < 0.03 else "") + phrase
        phrase = phrase if bare or phrase.startswith("the ") else article(phrase)
        if thing.flies and not bare and rng.random() < 0.25:
            phrase += " in the sky"
        if sided:
            phrase += " " + rng.choice(SLOT_WORDS[thing.slot])
        phrases.append(phrase)
    return phrases, tuple(things)


def ground_phrase(scene: Scene, rng: random.Random) -> str:
    """'in the snow', or 'over a snowy landscape' where all things fly."""
    if scene.things and all(thing.flies for thing in scene.things) and rng.random() < 0.75:
        over = rng.choice(("over", "over", "above", "high above"))
        return f"{over} the {rng.choice(GROUND_NAMES[scene.ground])}"
    return rng.choice(GROUND_WORDS[scene.ground])


def background_phrases(scene: Scene, rng: random.Random, style: str) -> dict[str, str]:
    """The said attributes by name; the style decides how many are left out. An unusual sky is always said."""
    keep = {"short": 0.45, "medium": 0.8, "full": 0.97}[style]
    said: dict[str, str] = {}
    if rng.random() < keep:
        said["ground"] = ground_phrase(scene, rng)
    if scene.relief != "none" and rng.random() < keep - 0.15:
        said["relief"] = rng.choice(RELIEF_WORDS[scene.relief])
    if rng.random() < (keep if scene.time != "day" else keep * 0.5):
        said["time"] = rng.choice(TIME_WORDS[scene.time])
    if scene.names_sky or (rng.random() < 0.08 and "time" not in said):
        said["sky"] = f"under {article(rng.choice(SKY_WORDS[scene.sky]) + ' sky')}"
    if rng.random() < (keep * 0.6 if scene.weather == "cloudy" else keep * 0.15):
        phrase = rng.choice(WEATHER_WORDS[scene.weather])
        said["weather"] = phrase if "sky" not in said else phrase.replace("under a cloudy sky", "with clouds")
    if scene.style != "flat" and rng.random() < 0.8:
        said["style"] = rng.choice(STYLE_WORDS[scene.style])
    return said


def verb_sentence(scene: Scene, thing: Thing, phrase: str, place: str, rng: random.Random) -> str:
    """'a purple balloon floats over the hills'."""
    if thing.flies:
        target = {"none": f"the {rng.choice(GROUND_NAMES[scene.ground])}"}.get(
            scene.relief, f"the {scene.relief}"
        )
        return f"{phrase} {rng.choice(FLIGHT_VERBS)} over {target}"
    swims = scene.ground == "sea" and thing.kind != "lighthouse"
    return f"{phrase} {rng.choice(SWIM_VERBS if swims else STAND_VERBS)} {place}"


def captions(scene: Scene, rng: random.Random, style: str | None = None) -> str:
    """A sentence a person might type, of at most 24 words: 'short', 'medium' or 'full', else by chance.

    Everything said is true; what is left out is free.
    """
    return told(scene, rng, style)[0]


def told(scene: Scene, rng: random.Random, style: str | None = None) -> tuple[str, tuple[Thing, ...]]:
    """As `captions`, and the things in the order in which the sentence names them."""
    style = style or rng.choices(("short", "medium", "full"), (0.25, 0.4, 0.35))[0]
    while True:
        text, things = compose(scene, rng, style)
        if len(text.split()) <= MAX_WORDS:
            return finish(text, rng), things
        style = "medium" if style == "full" else "short"


def compose(scene: Scene, rng: random.Random, style: str) -> tuple[str, tuple[Thing, ...]]:
    things: tuple[Thing, ...] = ()
    said = background_phrases(scene, rng, style)
    if not scene.things:
        subject = article(rng.choice(GROUND_NAMES[scene.ground]))
        said.pop("ground", None)
    else:
        phrases, things = thing_phrases(scene, rng, style)
        glue = rng.choice((" and ", " and ", " next to ", " with ", ", ")) if len(phrases) == 2 else None
        subject = glue.join(phrases) if glue else join(phrases)
        single = len(scene.things) == 1 and phrases[0].split()[0] in ("a", "an", "the")
        if single and "ground" in said and rng.random() < 0.25:
            thing = scene.things[0]
            subject = verb_sentence(scene, thing, phrases[0], said.pop("ground"), rng)
            if thing.flies:
                said.pop("relief", None)
            return arrange(subject, said, rng), things
    opener = rng.choice(OPENERS) + " " if rng.random() < 0.35 else ""
    if style == "short" and rng.random() < 0.3:
        return opener + ", ".join([subject, *(strip_preposition(p) for p in said.values())]), things
    return arrange(opener + subject, said, rng, front=not opener), things


def strip_preposition(phrase: str) -> str:
    """'at sunset' as the keyword 'sunset'."""
    return re.sub(
        r"^(?:in front of|at|by|in|on|under|with|during|among|as|over|above|high above)(?: (?:the|an?)\b)? ",
        "",
        phrase,
    )


def arrange(subject: str, said: dict[str, str], rng: random.Random, front: bool = True) -> str:
    """The subject and the said attributes in one of the usual orders."""
    lead = ""
    movable = [name for name in ("time", "ground", "sky") if name in said]
    if front and movable and rng.random() < 0.2:
        lead = said.pop(rng.choice(movable)) + rng.choice((", ", " "))
    order = [name for name in ("ground", "relief", "time", "sky", "weather", "style") if name in said]
    if rng.random() < 0.25:
        rng.shuffle(order)
    text = lead + subject
    for name in order:
        text += rng.choice((" ", " ", " ", ", ")) + said[name]
    return text


def finish(text: str, rng: random.Random) -> str:
    """Mostly lower case; now and then a capital, a full stop, a 'please'."""
    if rng.random() < 0.05 and len(text.split()) < MAX_WORDS:
        text += ", please"
    if rng.random() < 0.3:
        text = text[0].upper() + text[1:]
    return text + ("." if rng.random() < 0.25 else "")


assert (
    set(KIND_WORDS) == set(ALL_KINDS)
    and set(COLOUR_WORDS) == set(ALL_COLOURS)
    and set(SLOT_WORDS) == set(SLOTS)
)
