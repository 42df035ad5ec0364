"""Words for people: as the photo decides, neutral where it does not, none for what people are by birth or belief."""

from __future__ import annotations

import re
from collections.abc import Sequence

MALE = {
    "man": "person", "men": "people", "boy": "child", "boys": "children", "guy": "person", "guys": "people",
    "male": "person", "males": "people", "gentleman": "person", "gentlemen": "people", "his": "their", "he": "they",
    "him": "them", "himself": "themselves",
}  # fmt: skip
FEMALE = {
    "woman": "person", "women": "people", "girl": "child", "girls": "children", "lady": "person", "ladies": "people",
    "female": "person", "females": "people", "her": "their", "she": "they", "hers": "theirs", "herself": "themselves",
}  # fmt: skip
NEUTRAL_WORDS = {**MALE, **FEMALE}
PEOPLE = (
    "man|men|woman|women|boy|boys|girl|girls|person|people|child|children|kid|kids|baby|lady|ladies|guy|guys|male|female|"
    "toddler|adult|adults|teenager|teenagers|couple|family|player|players|skinned|males|females|students|crowd|group"
)
IDENTITY = (
    "asian|african|african-american|african american|afro-american|caucasian|hispanic|latino|latina|oriental|mexican|chinese|"
    "japanese|korean|arab|arabic|muslim|jewish|amish|native american|middle eastern|middle-eastern|eastern|indian|"
    "fat|obese|overweight|chubby|ugly|sexy|hot|retarded|homeless|drunk|gay|lesbian|topless|scantily clad"
)
SKIN = re.compile(
    rf"\b(?:black|white|dark|light|dark-skinned|light-skinned|brown)[- ](?:skinned )?(?=(?:{PEOPLE})\b)"
)
BORN = re.compile(rf"\b(?:{IDENTITY})(?:[- ]looking)? (?=(?:\w+ ){{0,2}}(?:{PEOPLE})\b)")
TWO_PEOPLE = re.compile(r"\b(?:an? )?person and (?:an? )?person\b")
TWO_CHILDREN = re.compile(r"\b(?:an? )?child and (?:an? )?child\b")
WORD = re.compile(r"[a-z']+")
ARTICLE = re.compile(r"\b(an?) (?=([a-z]))")


def without_identity(caption: str) -> str:
    """The caption without words for skin, origin, belief or shape before a word for people."""
    return articles(SKIN.sub("", BORN.sub("", caption)))


def articles(caption: str) -> str:
    """`a` or `an` as the first letter of the next word asks for; "uniform" and "one" are not asked."""

    def fitting(match: re.Match[str]) -> str:
        following = caption[match.end() :]
        vowel = match[2] in "aeiou" and not following.startswith(("uni", "one", "us", "eu"))
        return "an " if vowel else "a "

    return ARTICLE.sub(fitting, caption)


def genders(caption: str) -> frozenset[str]:
    words = set(WORD.findall(caption))
    return frozenset(name for name, table in (("m", MALE), ("f", FEMALE)) if words & table.keys())


def decided(captions: Sequence[str]) -> bool:
    """At least two captions say who is there, and no two of them say otherwise."""
    said = [found for found in map(genders, captions) if found]
    return len(said) > 1 and bool(frozenset.intersection(*said))


def neutral(captions: Sequence[str]) -> list[str]:
    """The captions of one photo, with neutral words for people unless the captions agree."""
    cleaned = [without_identity(caption) for caption in captions]
    return cleaned if decided(cleaned) else [in_neutral_words(caption) for caption in cleaned]


def in_neutral_words(caption: str) -> str:
    said = WORD.sub(lambda match: NEUTRAL_WORDS.get(match[0], match[0]), caption)
    return articles(TWO_CHILDREN.sub("two children", TWO_PEOPLE.sub("two people", said)))
