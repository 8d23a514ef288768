import pytest

from reports.report import Region
from service.errors import Ambiguous, NotFound
from service.regions import Path, RegionTree, display

LINPING = ("浙江省", "杭州市", "临平区")
DINGHAI = ("浙江省", "舟山市", "定海区")
TREE = RegionTree(
    [
        Region(LINPING, "330113"),
        Region(DINGHAI, "330902"),
        Region(("新疆维吾尔自治区",), "650000"),
        Region(("新疆维吾尔自治区", "昌吉回族自治州"), "652300"),
        Region(("江苏省", "南京市", "鼓楼区"), "320106"),
        Region(("福建省", "福州市", "鼓楼区"), "350102"),
        Region(("山西省", None, "城区")),
        Region(("青岚省", "岚州市", "蓼溪县")),
    ]
)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("临平区", LINPING),
        ("临平", LINPING),
        ("浙江省/杭州市/临平区", LINPING),
        ("浙江省/临平区", LINPING),
        ("浙江/杭州/临平", LINPING),
        (" 浙江省 / 杭州市 ", ("浙江省", "杭州市")),
        ("330113", LINPING),
        ("330100", ("浙江省", "杭州市")),
        ("330000", ("浙江省",)),
        ("浙江省", ("浙江省",)),
        ("新疆", ("新疆维吾尔自治区",)),
        ("昌吉", ("新疆维吾尔自治区", "昌吉回族自治州")),
        ("江苏省/鼓楼区", ("江苏省", "南京市", "鼓楼区")),
        ("蓼溪县", ("青岚省", "岚州市", "蓼溪县")),
        ("城区", ("山西省", None, "城区")),
        ("山西省/城区", ("山西省", None, "城区")),
    ],
)
def test_names_paths_and_codes_mean_regions(name: str, path: tuple[str | None, ...]) -> None:
    """Full and short names, whole and partial paths, and codes, also of what lies above the reports' own regions."""
    assert TREE.find(name) == path


@pytest.mark.parametrize("path", TREE.paths)
def test_a_path_as_it_is_shown_can_be_given_back(path: tuple[str | None, ...]) -> None:
    """What error messages offer is what filters take, also where a level is open."""
    assert TREE.find(display(path)) == path


@pytest.mark.parametrize("name", ["鼓楼区", "鼓楼"])
def test_a_name_of_two_regions_is_refused_with_both(name: str) -> None:
    """The message lists the paths to choose from."""
    with pytest.raises(Ambiguous, match="江苏省/南京市/鼓楼区, 福建省/福州市/鼓楼区"):
        TREE.find(name)


@pytest.mark.parametrize("name", ["", "/", "火星区", "999999", "江苏省/临平区", "110000"])
def test_what_the_library_does_not_have_is_not_found(name: str) -> None:
    """The message says what it has."""
    with pytest.raises(NotFound, match="浙江省"):
        TREE.find(name)


def test_a_whole_path_means_itself() -> None:
    """A region right under its province is not hidden by a namesake further down."""
    tree = RegionTree([Region(("甲省", "丙县")), Region(("甲省", "乙市", "丙县"))])
    assert tree.find("甲省/丙县") == ("甲省", "丙县")
    assert tree.find("甲省/乙市/丙县") == ("甲省", "乙市", "丙县")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("临平区怎样治水", LINPING),
        ("临平的养老", LINPING),
        ("how does linping care for the old", LINPING),
        ("liaoxi 怎样治水", ("青岚省", "岚州市", "蓼溪县")),
        ("linpingian habits", None),
        ("鼓楼区的学校", None),
        ("哪里修了路", None),
    ],
)
def test_a_question_names_a_region(asked: str, meant: Path | None) -> None:
    """Full, short and in pinyin, as a word; a name of two regions is none."""
    assert TREE.named_in(asked) == meant


def test_the_longest_name_is_meant() -> None:
    """A county whose name holds its city's."""
    tree = RegionTree([Region(("甲省", "吉安市")), Region(("甲省", "吉安市", "吉安县东"))])
    assert tree.named_in("吉安县东的路") == ("甲省", "吉安市", "吉安县东")
    assert tree.named_in("吉安市的路") == ("甲省", "吉安市")
