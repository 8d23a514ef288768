import pytest

from reports.places import Place, any_name, chain_in, level_of, most_named, settle, short, table
from reports.report import Region


def test_the_table_holds_every_level() -> None:
    """Provinces, prefectures and counties come with code, full name and the names above them."""
    places = table()

    assert places["330113"] == Place("330113", "临平区", ("浙江省", "杭州市", "临平区"))
    assert places["650000"].path == ("新疆维吾尔自治区",)
    assert places["652300"].path == ("新疆维吾尔自治区", "昌吉回族自治州")
    assert places["110112"].path == ("北京市", "通州区")
    assert len(places) > 3000


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("浙江省杭州市临平区第一届人民代表大会", ("浙江省", "杭州市", "临平区"), "330113"),
        (
            "——2025年1月10日在新疆维吾尔自治区昌吉回族自治州第十六届人民代表大会上",
            ("新疆维吾尔自治区", "昌吉回族自治州"),
            "652300",
        ),
        ("在北京市通州区第七届人民代表大会第三次会议上", ("北京市", "通州区"), "110112"),
        ("（山西省晋城市城区第八届人民代表大会）", ("山西省", "晋城市", "城区"), "140502"),
        ("（河北省石家庄市赵县）", ("河北省", "石家庄市", "赵县"), "130133"),
        ("（河北省张家口市桥西区）", ("河北省", "张家口市", "桥西区"), "130703"),
        ("（江苏省徐州市鼓楼区）", ("江苏省", "徐州市", "鼓楼区"), "320302"),
        ("——2024年1月12日在青岚省岚州市蓼溪县第十七届人民代表大会上", ("青岚省", "岚州市", "蓼溪县"), None),
        ("——2024年1月12日在云岭省杉谷县第九届委员会第三次会议上", ("云岭省", "杉谷县"), None),
        ("在瀚海自治区朔原市赤碛县第八届人民代表大会上", ("瀚海自治区", "朔原市", "赤碛县"), None),
    ],
)
def test_a_path_is_read_by_its_grammar(text: str, path: tuple[str, ...], code: str | None) -> None:
    """Names from province down make one region, invented ones too; the prefecture tells namesakes apart."""
    found = chain_in(text)

    assert found is not None
    assert found.region.path == path
    assert found.region.code == code


@pytest.mark.parametrize("text", ["在全省推广经验", "各位代表：", "浙江省人民代表大会"])
def test_a_text_without_a_path_gives_none(text: str) -> None:
    """A province alone, or words such as "the whole province", are no path."""
    assert chain_in(text) is None


@pytest.mark.parametrize(
    ("name", "text", "path", "others"),
    [
        ("青山区", "武汉的明天更好，湖北走在前列。", ("湖北省", "武汉市", "青山区"), 0),
        ("青山区", "包头稀土高新区建设，自治区各地参观。", ("内蒙古自治区", "包头市", "青山区"), 0),
        ("青山区", "没有说在哪里。", (None, None, "青山区"), 2),
        ("城区", "山西省委部署，山西转型。", ("山西省", None, "城区"), 2),
        ("城区", "山西省委部署，晋城市委要求。", ("山西省", "晋城市", "城区"), 0),
        ("鼓楼区", "江苏高质量发展。", ("江苏省", None, "鼓楼区"), 2),
        ("临平区", "", ("浙江省", "杭州市", "临平区"), 0),
    ],
)
def test_namesakes_are_told_apart_by_what_lies_above(
    name: str, text: str, path: tuple[str | None, ...], others: int
) -> None:
    """The text's own mentions decide; what they leave open stays null, with the candidates listed."""
    region, ambiguous = settle(name, text)

    assert region is not None
    assert region.path == path
    assert len(ambiguous) == others
    assert all(candidate.path[-1] == name for candidate in ambiguous)


def test_namesakes_at_two_depths_stay_open() -> None:
    """朝阳区 lies right under 北京市 and under 吉林省长春市: without a hint nothing above it is said."""
    region, ambiguous = settle("朝阳区", "没有说在哪里。")

    assert region is not None
    assert region.path[-1] == "朝阳区"
    assert not any(region.path[:-1])
    assert {candidate.path for candidate in ambiguous} == {("北京市", "朝阳区"), ("吉林省", "长春市", "朝阳区")}


def test_a_name_that_is_no_place_settles_nothing() -> None:
    """Names outside the table give neither a region nor candidates."""
    assert settle("蓼溪县", "青岚省岚州市") == (None, ())


@pytest.mark.parametrize(
    ("region", "level"),
    [
        (Region(("新疆维吾尔自治区",), "650000"), "province"),
        (Region(("新疆维吾尔自治区", "昌吉回族自治州"), "652300"), "prefecture"),
        (Region(("北京市", "通州区"), "110112"), "county"),
        (Region(("青岚省",)), "province"),
        (Region(("青岚省", "岚州市", "蓼溪县")), "county"),
        (Region(("云岭省", "杉谷县")), "county"),
        (Region(("云岭省", "某某自治州")), "prefecture"),
        (Region(("沧澜省", "螺汀市")), None),
        (Region(("山西省", None, "城区")), "county"),
    ],
)
def test_levels_come_from_code_or_name(region: Region, level: str | None) -> None:
    """A city right under an invented province may be of either level, and is said to be of none."""
    assert level_of(region) == level


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("浙江省", "浙江"),
        ("昌吉回族自治州", "昌吉"),
        ("新疆维吾尔自治区", "新疆"),
        ("宁夏回族自治区", "宁夏"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("临平区", "临平"),
        ("城区", "城区"),
        ("内蒙古自治区", "内蒙古"),
        ("西藏自治区", "西藏"),
        ("北京市", "北京"),
        ("南京市", "南京"),
        ("天水市", "天水"),
    ],
)
def test_places_have_the_short_names_that_texts_use(name: str, expected: str) -> None:
    """Suffixes and nations go, but not a character that only looks like a nation's name, as in 北京 or 天水."""
    assert short(name) == expected


def test_the_longest_name_is_read() -> None:
    """西城区 is not 城区, and names come in the order of the text."""
    assert any_name().findall("从西城区到舟山市定海区") == ["西城区", "舟山市", "定海区"]


def test_the_place_most_spoken_of_is_found_by_its_kind() -> None:
    """A title that says only "the city" means the city that the text names with its body."""
    text = "乌海市人大常委会听取报告。呼和浩特市来访。内蒙古自治区部署。"

    assert most_named(text, ["市"], "(?:人大)") == "乌海市"
    assert most_named("没有地名。", ["市"], "(?:人大)") is None
