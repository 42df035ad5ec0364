"""How people ask for changes: per operation what they command (it takes a 'please') and what they just state.

Blanks: {it} the thing meant, {a} a new thing, {colour}, {where} a place in the picture, {to} the way there,
{old} and {new} nouns, {a_new} with an article, {place} 'in the desert', {when} 'at night'.
"""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, ...]] = {
    "recolour": (
        "make {it} {colour}", "make {it} {colour}", "paint {it} {colour}", "colour {it} {colour}", "color {it} {colour}",
        "turn {it} {colour}", "change {it} to {colour}", "change the colour of {it} to {colour}",
        "change the color of {it} to {colour}", "recolour {it} in {colour}", "set the colour of {it} to {colour}",
    ),
    "add": (
        "add {a} {where}", "add {a} {where}", "put {a} {where}", "draw {a} {where}", "place {a} {where}",
        "insert {a} {where}", "include {a} {where}", "paint {a} {where}", "also show {a} {where}", "give me {a} {where}",
    ),
    "remove": (
        "remove {it}", "remove {it}", "delete {it}", "get rid of {it}", "take away {it}", "take {it} away", "take {it} out",
        "erase {it}", "drop {it}", "leave out {it}", "make {it} disappear", "clear away {it}", "make {it} vanish",
    ),
    "replace": (
        "replace {it} with {a}", "replace {it} by {a}", "swap {it} for {a}", "turn {it} into {a}", "change {it} into {a}",
        "exchange {it} for {a}", "make {it} into {a}", "put {a} in place of {it}", "draw {a} instead of {it}",
        "substitute {a} for {it}", "swap out {it} for {a}",
    ),
    "move": (
        "move {it} {to}", "move {it} {to}", "put {it} {where}", "shift {it} {to}", "bring {it} {to}", "place {it} {where}",
        "slide {it} {to}", "move {it} over {to}",
    ),
    "bigger": (
        "make {it} bigger", "make {it} bigger", "make {it} larger", "enlarge {it}", "scale {it} up", "scale up {it}",
        "increase the size of {it}", "make {it} big", "make {it} grow", "make {it} huge",
    ),
    "smaller": (
        "make {it} smaller", "make {it} smaller", "shrink {it}", "scale {it} down", "scale down {it}",
        "reduce the size of {it}", "make {it} small", "make {it} tiny", "make {it} shrink", "make {it} little",
    ),
    "time": (
        "make it {new}", "make it {new}", "turn it into {new}", "change the time to {new}", "change it to {new}",
        "switch to {new}", "show it {when}", "show the same scene {when}", "draw it {when}", "set the scene {when}",
    ),
    "cloudy": (
        "add clouds", "add some clouds", "make it cloudy", "put some clouds in the sky", "make the sky cloudy",
        "cover the sky with clouds", "draw a few clouds", "add clouds to the sky", "change the weather to cloudy",
    ),
    "clear": (
        "remove the clouds", "clear the sky", "make the sky clear", "get rid of the clouds", "take the clouds away",
        "blow the clouds away", "make it cloudless", "delete the clouds", "change the weather to clear",
    ),
    "sky": (
        "make the sky {colour}", "make the sky {colour}", "turn the sky {colour}", "paint the sky {colour}",
        "change the sky to {colour}", "colour the sky {colour}", "change the colour of the sky to {colour}",
        "give it {a_new} sky",
    ),
    "ground": (
        "put it {place}", "show it {place}", "set the scene {place}", "change the {old} to {a_new}",
        "turn the {old} into {a_new}", "replace the {old} with {a_new}", "change the ground to {a_new}",
        "make it {a_new}", "swap the {old} for {a_new}", "show the same scene {place}",
    ),
    "winter": (
        "make it winter", "cover the ground with snow", "put snow on the ground", "turn it into winter",
        "change the season to winter", "make everything snowy", "make the ground snowy",
    ),
    "summer": ("make it summer", "melt the snow", "change the season to summer", "turn winter into summer", "make it spring"),
    "raise": (
        "add {new}", "add {new} in the background", "put {new} in the background", "draw {new} behind", "add some {new}",
        "put {new} on the horizon",
    ),
    "flatten": (
        "remove the {old}", "get rid of the {old}", "delete the {old}", "take away the {old}", "flatten the {old}",
        "take the {old} away", "make the land flat",
    ),
    "reshape": (
        "replace the {old} with {new}", "turn the {old} into {new}", "change the {old} to {new}", "make the {old} {new}",
        "swap the {old} for {new}", "draw {new} instead of the {old}",
    ),
}  # fmt: skip
STATEMENTS: dict[str, tuple[str, ...]] = {
    "recolour": (
        "{it} should be {colour}", "i want {it} to be {colour}", "{it} must be {colour}", "what if {it} were {colour}?",
        "{it} but {colour}", "i'd prefer {it} in {colour}", "{colour} would suit {it} better",
    ),
    "add": (
        "i want {a} {where}", "there should be {a} {where}", "i would like to see {a} {where}", "how about {a} {where}?",
        "{a} {where} would be nice", "there must be {a} {where}", "i'd like {a} {where}", "now {a} {where} too",
    ),
    "remove": (
        "{it} should go", "i don't want {it}", "{it} has to go", "the same without {it}", "i don't like {it}, remove it",
        "no need for {it}",
    ),
    "replace": (
        "{a} instead of {it}", "{it} should be {a}", "i'd rather have {a} than {it}", "i want {a} instead of {it}",
        "{it} should become {a}",
    ),
    "move": ("{it} should be {where}", "i want {it} {where}", "{it} belongs {where}", "{it} must go {to}"),
    "bigger": ("{it} should be bigger", "{it} is too small", "i want {it} bigger", "{it} should be larger"),
    "smaller": ("{it} should be smaller", "{it} is too big", "i want {it} smaller", "{it} is too large"),
    "time": (
        "it should be {new}", "i want it to be {new}", "let it be {new}", "what does it look like {when}?", "the same {when}",
        "the same picture {when}", "i'd like it {when}", "{new} instead",
    ),
    "cloudy": ("it should be cloudy", "i want clouds", "there should be clouds in the sky", "some clouds would be nice"),
    "clear": ("it should be clear", "no clouds", "i want a clear sky", "there should be no clouds", "without the clouds"),
    "sky": ("the sky should be {colour}", "i want {a_new} sky", "{a_new} sky would be nice", "{a_new} sky instead"),
    "ground": (
        "it should be {place}", "i want it to be {place}", "the same {place}", "{a_new} instead of the {old}",
        "what does it look like {place}?", "i'd rather have {a_new}",
    ),
    "winter": ("it should be winter", "there should be snow on the ground", "i want snow on the ground", "the same in winter"),
    "summer": ("it should be summer", "the same in summer", "the snow should melt", "i don't want snow on the ground"),
    "raise": ("i want {new} in the background", "there should be {new} behind", "some {new} would be nice", "with {new}"),
    "flatten": ("no {old}", "without the {old}", "the {old} should go", "i don't want the {old}"),
    "reshape": ("{new} instead of {old}", "the {old} should be {new}", "i'd rather have {new} than {old}"),
}  # fmt: skip
TIME_NOUNS = {
    "day": ("day", "daytime", "day", "noon"),
    "sunset": ("sunset", "evening", "sunset", "dusk"),
    "night": ("night", "night", "nighttime", "midnight"),
}
PLACES = {
    "meadow": ("in a meadow", "on the grass", "in a green field", "on a lawn"),
    "snow": ("in the snow", "in a snowy landscape", "in a winter landscape"),
    "desert": ("in the desert", "in a sandy desert", "in a desert"),
    "sea": ("on the sea", "on the ocean", "on the water"),
    "beach": ("on the beach", "at the seaside", "on a sandy beach"),
    "city": ("in the city", "in a town", "in a city"),
}
WAYS = {
    "left": ("to the left", "to the left side", "to the left"),
    "middle": ("to the middle", "into the middle", "to the centre", "to the center"),
    "right": ("to the right", "to the right side", "to the right"),
}
