import pytest

from reports.report import Region
from service.errors import Ambiguous, NotFound
from service.gazetteer import Path
from service.regions import Named, RegionTree, display

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
        ("杭州市临平区和浙江省", LINPING),
        ("浙江各区", ("浙江省",)),
        ("how does linping care for the old", LINPING),
        ("liaoxi 怎样治水", ("青岚省", "岚州市", "蓼溪县")),
        ("linpingian habits", None),
        ("鼓楼区的学校", None),
        ("南京鼓楼区的学校", ("江苏省", "南京市", "鼓楼区")),
        ("临平区和定海区有什么不同", ("浙江省",)),
        ("昌吉州和乌鲁木齐市有什么不同", ("新疆维吾尔自治区",)),
        ("临平区和昌吉州有什么不同", None),
        ("compare xinjiang and zhejiang", None),
        ("鼓楼区和临平区", None),
        ("城区绿化怎么样", None),
        ("山西省城区", ("山西省", None, "城区")),
        ("城区人大怎样监督", ("山西省", None, "城区")),
        ("乌鲁木齐的路", ("新疆维吾尔自治区",)),
        ("ürümqi", ("新疆维吾尔自治区",)),
        ("哪里修了路", None),
    ],
)
def test_a_question_names_a_region(asked: str, meant: Path | None) -> None:
    """A name of several means the one beside another; several names mean what lies above them, if anything does.

    A place that has no report is answered for by the nearest above it that has one.
    """
    assert TREE.named_in(asked)._replace(words=()) == Named(meant)


@pytest.mark.parametrize(
    ("asked", "absent"),
    [
        ("贵州的脱贫", "贵州省"),
        ("贵州省遵义市的路", "贵州省/遵义市"),
        ("宁波的港口", "浙江省/宁波市"),
        ("西湖区的学校", "西湖区"),
        ("what did suzhou do", "宿州市 / 苏州市"),
        ("hong kong", "香港特别行政区"),
        ("浙江和贵州的协作", None),
        ("太湖的水质", None),
        ("和县里的学校", None),
    ],
)
def test_a_place_that_the_library_lacks_is_known(asked: str, absent: str | None) -> None:
    """Zhejiang lies above what reports, but does not report itself; beside a region of the library nothing is missing."""
    assert TREE.named_in(asked).absent == absent


def test_the_longest_name_is_meant() -> None:
    """A county whose name holds its city's."""
    tree = RegionTree([Region(("甲省", "吉安市")), Region(("甲省", "吉安市", "吉安县东"))])
    assert tree.named_in("吉安县东的路").region == ("甲省", "吉安市", "吉安县东")
    assert tree.named_in("吉安市的路").region == ("甲省", "吉安市")


def test_a_province_goes_before_a_namesake_below() -> None:
    """河北 is the province, though Tianjin has a district of the name; with its kind or its city it is the district."""
    tree = RegionTree([Region(("河北省",)), Region(("天津市", "河北区"))])
    assert tree.named_in("河北的路").region == ("河北省",)
    assert tree.named_in("河北区的路").region == ("天津市", "河北区")
    assert tree.named_in("天津河北的路").region == ("天津市", "河北区")
