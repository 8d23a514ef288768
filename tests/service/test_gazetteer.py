import sys
from subprocess import run

import pytest

from service.gazetteer import Gazetteer

CHANGJI = "昌吉回族自治州"
GAZETTEER = Gazetteer(
    [
        ("新疆维吾尔自治区",),
        ("新疆维吾尔自治区", CHANGJI),
        ("浙江省", "嘉兴市", "嘉善县"),
        ("黑龙江省", "齐齐哈尔市", "富裕县"),
        ("青海省", "海东市", "互助土族自治县"),
        ("北京市", "朝阳区"),
        ("吉林省", "吉林市"),
    ]
)


def meant(asked: str) -> list[set[str | None]]:
    """Give the names of the places of each mention."""
    return [{path[-1] for path in mention.places} for mention in GAZETTEER.mentions(asked)]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("昌吉州2024年", CHANGJI),
        ("昌吉人大", CHANGJI),
        ("嘉善的古镇", "嘉善县"),
        ("富裕县的粮食", "富裕县"),
        ("互助的养老", "互助土族自治县"),
        ("马鞍山的钢", "马鞍山市"),
        ("changji", CHANGJI),
        ("chang ji", CHANGJI),
        ("changji's deputies", CHANGJI),
        ("changji hui autonomous prefecture", CHANGJI),
        ("jiashan county", "嘉善县"),
        ("xinjiang uygur autonomous region", "新疆维吾尔自治区"),
        ("jilin city", "吉林市"),
        ("jilin province", "吉林省"),
        ("xi'an", "西安市"),
        ("xi’an", "西安市"),
        ("ürümqi", "乌鲁木齐市"),
        ("urumqi", "乌鲁木齐市"),
        ("wulumuqi", "乌鲁木齐市"),
        ("wūlǔmùqí", "乌鲁木齐市"),
        ("inner mongolia", "内蒙古自治区"),
        ("tibet", "西藏自治区"),
        ("xizang", "西藏自治区"),
        ("shaanxi", "陕西省"),
        ("shanxi", "山西省"),
        ("hong kong", "香港特别行政区"),
        ("macau", "澳门特别行政区"),
        ("hohhot", "呼和浩特市"),
        ("kashgar", "喀什地区"),
        ("kashi", "喀什地区"),
        ("harbin", "哈尔滨市"),
        ("lhasa", "拉萨市"),
        ("karamay", "克拉玛依市"),
        ("turpan", "吐鲁番市"),
        ("hami", "哈密市"),
        ("kumul", "哈密市"),
        ("hotan", "和田地区"),
        ("aksu", "阿克苏地区"),
        ("ili prefecture", "伊犁哈萨克自治州"),
        ("bayingolin", "巴音郭楞蒙古自治州"),
        ("ordos", "鄂尔多斯市"),
        ("xilingol league", "锡林郭勒盟"),
        ("hulunbuir", "呼伦贝尔市"),
        ("chifeng", "赤峰市"),
        ("ulanhad", "赤峰市"),
        ("baotou", "包头市"),
        ("ulanqab", "乌兰察布市"),
        ("bayannur", "巴彦淖尔市"),
        ("alxa", "阿拉善盟"),
        ("что сделали в чанцзи", CHANGJI),
        ("в синьцзяне", "新疆维吾尔自治区"),
        ("в ухае", "乌海市"),
        ("урумчи", "乌鲁木齐市"),
        ("провинции чжэцзян", "浙江省"),
        ("во внутренней монголии", "内蒙古自治区"),
        ("правительство шанхая", "上海市"),
        ("пекинские школы", "北京市"),
        ("ở tân cương", "新疆维吾尔自治区"),
        ("tỉnh chiết giang", "浙江省"),
        ("nội mông", "内蒙古自治区"),
        ("thượng hải", "上海市"),
        ("ئۈرۈمچىدە", "乌鲁木齐市"),
        ("شىنجاڭنىڭ", "新疆维吾尔自治区"),
        ("سانجىدىكى", CHANGJI),
    ],
)
def test_a_place_is_found_however_it_is_spelt(asked: str, name: str) -> None:
    """In Chinese, pinyin, Cyrillic, Vietnamese and Uyghur, in one word or several, with endings of case."""
    assert meant(asked) == [{name}]


@pytest.mark.parametrize(
    "asked",
    [
        "共同富裕",
        "富裕起来的农民",
        "互助养老",
        "长安街",
        "朝阳产业",
        "南京路",
        "河南岸",
        "文山会海",
        "创新乡村治理",
        "人大同向发力",
        "长治久安",
        "真金白银",
        "平陆运河",
        "太湖的水质",
        "gdp",
        "how long an answer",
        "anda",
        "или что-нибудь",
        "они дали",
        "kết luận",
        "hai năm",
    ],
)
def test_a_name_inside_other_words_is_none(asked: str) -> None:
    """Nor is a word that happens to be spelt like a place."""
    assert meant(asked) == []


def test_a_name_that_begins_earlier_wins_only_where_it_is_one() -> None:
    """美丽江苏 holds 丽江 across its words, and means 江苏."""
    assert meant("美丽江苏") == [{"江苏省"}]
    assert meant("丽江的雪山") == [{"丽江市"}]


@pytest.mark.parametrize(("asked", "doubtful"), [("城区绿化", True), ("和县的路", True), ("嘉善县的路", False)])
def test_a_name_that_is_a_word_too_is_doubtful(asked: str, doubtful: bool) -> None:  # noqa: FBT001
    """It counts beside a place that lies above it."""
    assert [mention.doubtful for mention in GAZETTEER.mentions(asked)] == [doubtful]


def test_pinyin_is_not_opened_for_chinese() -> None:
    """It would cost every cold question half a second."""
    code = (
        "import sys; from service.gazetteer import Gazetteer; "
        "Gazetteer([]).mentions('昌吉州的gdp'); assert 'pypinyin' not in sys.modules; "
        "Gazetteer([]).mentions('changji'); assert 'pypinyin' in sys.modules"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0
