"""The two languages say the same things."""

import json
import re
from pathlib import Path
from string import Formatter

import pytest

from service import errors
from ui.web.words import LANGUAGES, is_chinese, words_of

WEB = Path(__file__).parents[2] / "ui" / "web"
ZH, EN = words_of("zh"), words_of("en")


def test_every_key_in_both_languages() -> None:
    """A phrase of one language is a phrase of the other."""
    assert set(ZH.entries) == set(EN.entries)


@pytest.mark.parametrize("key", sorted(ZH.entries))
def test_phrases_take_the_same_values(key: str) -> None:
    """A phrase has the same {names} in both languages, and is never empty."""
    names = [{name for _, name, _, _ in Formatter().parse(words.entries[key]) if name} for words in (ZH, EN)]
    assert names[0] == names[1]
    assert ZH.entries[key].strip()
    assert EN.entries[key].strip()


def test_no_key_is_written_twice() -> None:
    """JSON would keep the last and say nothing."""
    for language in LANGUAGES:
        pairs = json.loads((WEB / "locales" / f"{language}.json").read_text("utf-8"), object_pairs_hook=list)
        assert len(pairs) == len(dict(pairs))


def test_every_key_that_is_said_is_there() -> None:
    """Keys written out in the code are in the locales."""
    source = "\n".join(path.read_text("utf-8") for path in WEB.rglob("*.py"))
    said = set(re.findall(r'words\(\s*"([a-z_.]+)"', source))
    counted = set(re.findall(r'words\.count\(\s*"([a-z_.]+)"', source))
    assert said
    assert said <= set(ZH.entries)
    assert {f"{key}.{number}" for key in counted for number in ("one", "many")} <= set(ZH.entries)


def test_every_error_has_a_title() -> None:
    """Each error that people may see is named in their language."""
    codes = {error.code for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)}
    assert {f"error.{code}" for code in codes} <= set(ZH.entries)


def test_english_tells_one_from_many() -> None:
    """Numbers agree."""
    assert EN.count("holdings.reports", 1) == "1 report"
    assert EN.count("holdings.reports", 2) == "2 reports"
    assert EN.count("holdings.reports", 12345) == "12,345 reports"
    assert ZH.count("holdings.reports", 12345) == "12,345 份报告"


def test_values_are_not_read_as_phrases() -> None:
    """Braces in a title stay braces."""
    assert ZH("shelf.ask_remove", title="{n}") == "移除《{n}》？"


def test_is_chinese() -> None:
    """One character is enough."""
    assert is_chinese("Part 一")
    assert not is_chinese("People's “Congress”")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_stands_twice(language: str) -> None:
    """JSON would keep the second one and say nothing."""
    text = (WEB / "locales" / f"{language}.json").read_text("utf-8")
    keys = [key for key, _ in json.loads(text, object_pairs_hook=list)]
    assert len(keys) == len(set(keys))
