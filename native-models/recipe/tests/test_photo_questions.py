"""What questions take from captions, and that guessing does not answer them."""

from __future__ import annotations

import random
from collections import Counter

from brookesia_recipe.photo.asking import told_apart
from brookesia_recipe.photo.captions import tidy
from brookesia_recipe.photo.neutral import neutral, without_identity
from brookesia_recipe.photo.questions import UNSURE, UNSURE_SHARE, Question, QuestionSet, facts
from brookesia_recipe.photo.wording import put

BEACH = [
    "two brown dogs run on the beach",
    "two dogs running along the beach",
    "two brown dogs are playing in the sand",
]


def asked(captions, kind):
    return {(question.about, question.answer) for question in facts(captions) if question.kind == kind}


def test_facts_are_those_that_captions_share():
    assert asked(BEACH, "count") == {("dogs", "two")}
    assert ("dog", "yes") in asked(BEACH, "presence")
    assert ("the dog", "on the beach") in asked(BEACH, "where")
    assert ("the dog", "running") in asked(BEACH, "doing")
    assert asked(["a man rides a horse", "a person on a horse", "a cowboy riding his horse"], "what") >= {
        ("riding", "a horse")
    }


def test_what_captions_disagree_on_is_not_asked():
    assert asked(["two dogs run", "three dogs run"], "count") == set()
    assert asked(["a red ball on grass", "a dog with a blue ball"], "colour") == set()
    assert asked(["a dog in the snow", "a dog runs", "a dog on the beach"], "where") == set()


def test_colours_belong_to_their_things():
    found = asked(["a black and white dog with a red ball", "a dog catches a ball"], "colour")
    assert found == {("dog", "black and white"), ("ball", "red")}


def test_presence_is_asked_as_often_where_a_thing_is_as_where_it_is_not():
    captions = {
        f"{i}": ["a dog runs", "the dog runs"] if i % 3 else ["a man stands", "a person stands"]
        for i in range(300)
    }
    source, rng = QuestionSet(captions), random.Random(0)
    drawn = Counter((q.about, q.answer) for _ in range(20) for name in captions
                    for q in source.draw(name, rng, 6) if q.kind == "presence")  # fmt: skip
    for thing in ("dog", "person"):
        yes, no = drawn[thing, "yes"], drawn[thing, "no"]
        assert yes > 100 and 0.8 < yes / no < 1.25


def test_unanswerable_questions_are_put_like_the_others():
    captions = {
        f"{i}": ["a dog runs in the snow", "the dog runs in snow"] if i % 2 else ["a man stands", "a man is standing"]
        for i in range(100)
    }
    source, rng = QuestionSet(captions), random.Random(1)
    drawn = [q for _ in range(100) for name in captions for q in source.draw(name, rng, 9)]
    unsure = Counter((q.asked, q.about) for q in drawn if q.kind == "unsure")
    others = Counter((q.asked, q.about) for q in drawn if q.kind in ("where", "doing"))
    assert all(q.answer == UNSURE for q in drawn if q.kind == "unsure")
    assert {("doing", "the dog"), ("where", "the dog")} <= unsure.keys() <= others.keys()
    for key, count in unsure.items():
        assert 0.8 < count / (UNSURE_SHARE * others[key]) < 1.2
    assert put(Question("unsure", "the dog", "where", UNSURE)) == put(
        Question("where", "the dog", "where", "in the snow")
    )


def test_saying_not_sure_to_everything_tells_nothing_apart():
    kinds = ["unsure", "unsure", "colour", "where", "doing", "count"]
    asked = [(0, Question(kind, "the dog", "where", UNSURE if kind == "unsure" else "red"), "") for kind in kinds]
    other = (0, Question("colour", "shirt", "what colour", "red"), "")
    assert told_apart([*asked, other], [UNSURE] * 6 + ["red"]) == 0.5 == told_apart(asked, ["red"] * 6)
    assert told_apart(asked, [UNSURE, UNSURE, "blue", "red", "red", UNSURE]) == 1
    assert told_apart(asked, [UNSURE, "red", "red", UNSURE, "red", "red"]) == round((1 / 2 + 2 / 3) / 2, 4)


def test_questions_have_the_articles_that_they_need():
    assert put(Question("presence", "water", "is there", "yes")) == "is there water in the picture?"
    assert put(Question("presence", "dog", "is there", "no")) == "is there a dog in the picture?"
    assert put(Question("count", "dogs", "how many", "two")) == "how many dogs are there?"


def test_words_for_people_are_neutral_where_captions_disagree():
    assert neutral(["a man skis", "a woman skis", "a skier"]) == ["a person skis", "a person skis", "a skier"]
    assert neutral(["a man skis", "a guy skis", "a skier"]) == ["a man skis", "a guy skis", "a skier"]
    assert neutral(["a boy and a girl play", "kids", "kids"])[0] == "two children play"
    assert neutral(["a man with his dog", "someone", "someone"])[0] == "a person with their dog"


def test_no_word_of_skin_or_origin_stays_with_people():
    assert without_identity("an asian man walks a black dog") == "a man walks a black dog"
    assert without_identity("a black man in a white shirt") == "a man in a white shirt"
    assert without_identity("an overweight woman") == "a woman"


def test_captions_are_tidied():
    assert tidy('A dog , wet , runs " fast " .') == "a dog, wet, runs fast"
    assert tidy("The dog 's ball .") == "the dog's ball"
