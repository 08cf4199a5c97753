"""What `ausrufer demo` takes for residents."""

import argparse

import pytest

from ausrufer.project.cli.commands import demo
from ausrufer.project.demo.surroundings import SILENT, Talk


def read(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    demo.configure(parser)
    return parser.parse_args(words)


def test_residents_talk_unless_they_are_switched_off() -> None:
    assert (read().residents, read("--residents", "0").residents) == (6, 0)
    assert read("--residents", "600", "--seed", "lage").seed == "lage"
    assert Talk(6, "lage").variables() == {
        "AUSRUFER_TRAINING_RESIDENTS": "6",
        "AUSRUFER_TRAINING_SEED": "lage",
    }
    assert SILENT.most_a_minute == 0


@pytest.mark.parametrize("word", ["abc", "-1", "601", "1.5", "", "²"])
def test_what_is_no_number_of_comments_is_refused(word: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="von 0 bis 600"):
        demo.a_minute(word)
