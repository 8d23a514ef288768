import pytest

from reports.places import of_name, table
from reports.report import LEVELS
from reports.spellings import _table, key, palladius, spellings


@pytest.mark.parametrize(
    ("syllables", "written"),
    [
        ("chang ji", "чанцзи"),
        ("zhe jiang", "чжэцзян"),
        ("wu hai", "ухай"),
        ("chang an", "чанъань"),
        ("xi an", "сиань"),
        ("guang dong", "гуандун"),
        ("yun nan", "юньнань"),
        ("si chuan", "сычуань"),
        ("zhi jin", "чжицзинь"),
        ("ri zhao", "жичжао"),
        ("xu zhou", "сюйчжоу"),
        ("lv liang", "люйлян"),
        ("hui zhou", "хуэйчжоу"),
        ("gui zhou", "гуйчжоу"),
        ("shaan xi", ""),
    ],
)
def test_pinyin_becomes_cyrillic_by_palladius(syllables: str, written: str) -> None:
    """Worked by hand from the table of the system; what is no syllable has no Cyrillic form."""
    assert palladius(syllables.split()) == written


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("昌吉回族自治州", {"changji", "chang ji", "чанцзи", "سانجى"}),
        ("陕西省", {"shaanxi", "шэньси"}),
        ("山西省", {"shanxi", "шаньси"}),
        ("吕梁市", {"lvliang", "luliang"}),
        ("朝阳区", {"chaoyang"}),
        ("朝阳市", {"chaoyang"}),
        ("昌都市", {"changdu", "qamdo"}),
        ("香港特别行政区", {"hong kong", "hongkong", "xianggang"}),
    ],
)
def test_a_name_is_spelt_in_several_ways(name: str, some: set[str]) -> None:
    """What follows from the Chinese name, and what the table adds."""
    assert some <= spellings(name)


def test_shaanxi_is_not_spelt_like_shanxi() -> None:
    """Their syllables differ by tone alone, and the spelling that tells them apart is official."""
    assert spellings("陕西省").isdisjoint(spellings("山西省"))


@pytest.mark.parametrize(
    ("spelling", "form"),
    [("Ürümqi", "urumqi"), ("Xi'an", "xi an"), ("Хух-Хото", "хух хото"), ("Шанхай", "шанхай"), ("Luận", "luận")],
)
def test_spellings_meet_in_one_form(spelling: str, form: str) -> None:
    """Marks of pinyin go; those that make another letter stay."""
    assert key(spelling) == form


def test_the_table_speaks_of_places_that_are_there() -> None:
    """Each by its full name, and every province and prefecture has a Cyrillic form."""
    assert all(any(place.name == name for place in of_name(name)) for name in _table())
    higher = [place.name for place in table().values() if place.level != LEVELS[2]]
    assert all(any("а" <= spelling[0] <= "я" for spelling in spellings(name)) for name in higher)
