"""How people ask about a picture. Blanks: {it}, {other} things meant, {a} 'a red boat', {many} and {fewer} 'red boats'."""

from __future__ import annotations

COUNT = (
    "how many {many} are there", "how many {many} are there", "how many {many} are in the picture",
    "how many {many} can you see", "how many {many} do you see", "count the {many}", "what is the number of {many}",
    "how many {many}", "how many {many} does the picture show",
)  # fmt: skip
COLOUR = (
    "what colour is {it}", "what color is {it}", "what is the colour of {it}", "which colour does {it} have",
    "{it} is which colour", "what's the color of {it}", "tell me the colour of {it}", "which colour is {it}",
)  # fmt: skip
PRESENCE = (
    "is there {a}", "is there {a} in the picture", "can you see {a}", "do you see {a}", "does the picture show {a}",
    "is there {a} anywhere", "does this picture have {a}", "is {a} in the picture",
)  # fmt: skip
PLACE = (
    "where is {it}", "where is {it}", "on which side is {it}", "which side is {it} on", "where can i find {it}",
    "is {it} on the left, in the middle or on the right", "in which part of the picture is {it}",
    "left, middle or right: where is {it}", "where's {it}",
)  # fmt: skip
LIGHT = (
    "on which side is {it}",
    "where is {it}",
    "is {it} on the left or on the right",
    "which side is {it} on",
)
KIND_AT = (
    "what is {where}", "what is {where}", "what's {where}", "what can you see {where}", "what do you see {where}",
    "which thing is {where}", "what is there {where}", "what does the picture show {where}",
)  # fmt: skip
KIND_OF = ("what is {it}", "what is {it}", "what kind of thing is {it}", "{it} is what", "what's {it}")
BESIDE = (
    "is {it} left of {other}", "is {it} to the left of {other}", "is {it} on the left of {other}",
    "does {it} come left of {other}", "can you find {it} to the left of {other}",
)  # fmt: skip
FURTHER = (
    "which is further left, {it} or {other}", "what is further left, {it} or {other}", 
    "which is more to the left, {it} or {other}",    "{it} or {other}, which is further left",
)  # fmt: skip
NEXT_TO = (
    "what is left of {it}",
    "what is to the left of {it}",
    "what can you see left of {it}",
    "which thing is left of {it}",
)
MORE = (
    "are there more {many} than {fewer}", "are there more {many} than {fewer}", "do you see more {many} than {fewer}",
    "does the picture show more {many} than {fewer}",
)  # fmt: skip
BIGGER = (
    "which is bigger, {it} or {other}", "what is bigger, {it} or {other}", "which is larger, {it} or {other}",
    "{it} or {other}, which is bigger", "which one is bigger, {it} or {other}",
)  # fmt: skip
IS_BIGGER = (
    "is {it} bigger than {other}",
    "is {it} larger than {other}",
    "does {it} look bigger than {other}",
)
TIME = (
    "what time of day is it", "which time of day is it", "is it day, sunset or night", "when is this",
    "what time of day does the picture show", "day, sunset or night", "what time is it here",
)  # fmt: skip
WEATHER = (
    "what is the weather like", "how is the weather", "is it clear or cloudy", "is the sky clear or cloudy",
    "what's the weather", "which weather is it", "clear or cloudy",
)  # fmt: skip
GROUND = (
    "what kind of place is this", "where does this take place", "which landscape is this", "what is the ground",
    "what kind of landscape is it", "what place does the picture show", "what is at the bottom of the picture",
)  # fmt: skip
SKY = (
    "what colour is the sky", "what color is the sky", "what is the colour of the sky", "which colour does the sky have",
    "what's the colour of the sky",
)  # fmt: skip
FACTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("time", "day"): ("is it day", "is it daytime", "is this by day", "is this picture in daylight"),
    ("time", "sunset"): ("is it sunset", "is it evening", "is the sun going down", "is this at sunset"),
    ("time", "night"): ("is it night", "are there stars in the sky", "is this at night", "is it nighttime"),
    ("weather", "cloudy"): ("is it cloudy", "are there clouds", "can you see clouds", "are there clouds in the sky"),
    ("relief", "hills"): ("are there hills", "can you see hills", "are there hills in the background"),
    ("relief", "mountains"): ("are there mountains", "can you see mountains", "are there mountains in the background"),
    ("ground", "meadow"): ("is this a meadow", "is it in a meadow", "is there grass on the ground"),
    ("ground", "snow"): ("is there snow on the ground", "is this in winter", "is the ground covered with snow"),
    ("ground", "desert"): ("is this a desert", "is it in the desert", "does this take place in a desert"),
    ("ground", "sea"): ("is this at sea", "is it on the open sea", "does this take place on the ocean"),
    ("ground", "beach"): ("is this a beach", "is it on the beach", "does this take place at the beach"),
    ("ground", "city"): ("is this a city", "is it in the city", "does this take place in a town"),
}  # fmt: skip
"""Yes-or-no questions about all but things."""
