from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import formats
from reports.errors import Unreadable
from reports.layout import may_be_heading
from reports.reader import read
from reports.source import Source
from tests.invented import Invented

PAGE = Path(__file__).parents[2].parent / "shared" / "files" / "national_health_insurance_administration.html"
SITE = """<!DOCTYPE html>
<html><head><title>政府工作报告_甲水县人民政府</title></head><body>
<form id="aspnetForm"><div class="top"><a href="/">首页</a> | <a href="/zw">政务</a><h1>甲水县人民政府</h1></div>
<div class="loc">当前位置：<a href="/">首页</a> &gt; <a href="/b">政府工作报告</a></div>
<table width=980><tr>
<td><ul><li><a href=1>县委召开会议，研究部署今年全县农村公路建设的重点工作和分工方案。</a></li><li><a href=2>新闻二</a></li></ul></td>
<td><div class="title">政府工作报告</div>
<div class=info>发布时间：2025-01-20 来源：县政府办 字号：[<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>]</div>
<div id=zoom><p style="text-align:center">——2025年1月12日在甲水县第十七届人民代表大会第三次会议上</p>
<p>县长&nbsp;&nbsp;岑望舒</p><p>各位代表：</p>
<p>　　现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员提出意见。</p>
<h2>一、2024年工作回顾</h2>
<p>全年新建农村公路<b>一百二十</b>公里，群众
出行更加<a href="/t">方便</a>。</p><p>全年新增城镇就业四千二百人，比上年多三百人，城乡居民收入稳步增长。</p>
<table border=1><tr><th>指标</th><th>2023年</th><th>2024年</th></tr>
<tr><td>公路</td><td>100</td><td><p>120</p></td></tr></table>
<h2>二、2025年工作安排</h2><p>改造老旧小区十八个，让居民住得更加安心，更加舒心，更加放心。</p>
<p>附件：名词解释</p></div></td></tr></table>
<div>上一篇：<a href=3>没有了</a></div><div>主办：甲水县人民政府办公室　ICP备案编号：青ICP备05000000号</div>
<div>地址：甲水县人民路1号</div></form><script>var a="<p>不要</p>";</script></body></html>"""


def source_of(markup: str | bytes) -> Source:
    """Read the one text of a page."""
    (source,) = formats.sources("网页.html", markup.encode() if isinstance(markup, str) else markup)
    return source


def texts_of(markup: str | bytes) -> list[str]:
    """Read the lines of a page."""
    return [line.text for line in source_of(markup).lines]


def test_the_text_stays_and_the_site_goes() -> None:
    """Of an old portal's page, laid out by tables in one form, the lines of the report stay, its tables as rows."""
    source = source_of(SITE)

    assert [(line.level, line.text) for line in source.lines] == [
        (None, "政府工作报告"),
        (None, "发布时间：2025-01-20 来源：县政府办 字号：[大 中 小]"),
        (None, "——2025年1月12日在甲水县第十七届人民代表大会第三次会议上"),
        (None, "县长  岑望舒"),
        (None, "各位代表："),
        (None, "现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员提出意见。"),
        (2, "一、2024年工作回顾"),
        (None, "全年新建农村公路一百二十公里，群众出行更加方便。"),
        (None, "全年新增城镇就业四千二百人，比上年多三百人，城乡居民收入稳步增长。"),
        (None, "指标 | 2023年 | 2024年"),
        (None, "公路 | 100 | 120"),
        (2, "二、2025年工作安排"),
        (None, "改造老旧小区十八个，让居民住得更加安心，更加舒心，更加放心。"),
        (None, "附件：名词解释"),
    ]
    assert [(line.text, line.why) for line in source.removed] == [
        ("首页 | 政务", "site navigation"),
        ("甲水县人民政府", "site navigation"),
        ("当前位置：首页 > 政府工作报告", "site navigation"),
        ("县委召开会议，研究部署今年全县农村公路建设的重点工作和分工方案。", "site navigation"),
        ("新闻二", "site navigation"),
        ("上一篇：没有了", "site details"),
        ("主办：甲水县人民政府办公室　ICP备案编号：青ICP备05000000号", "site details"),
        ("地址：甲水县人民路1号", "site details"),
    ]


def test_a_page_gives_the_facts_of_its_report() -> None:
    """The day of publication stands in what was taken out."""
    (report,) = read("网页.html", SITE.encode())
    identity = report.identity

    assert (identity.title, identity.body.value, identity.kind) == ("政府工作报告", "government", "work report")
    assert (identity.covers, identity.date, identity.speaker) == ((2024, 2024), "2025-01-12", "岑望舒")
    assert identity.published == "2025-01-20"
    assert [(heading.level, heading.text) for heading in report.headings] == [
        (1, "一、2024年工作回顾"),
        (1, "二、2025年工作安排"),
        (1, "附件：名词解释"),
    ]


@pytest.mark.parametrize(
    "around", ["<p>{}</p>", "<div>{}</div>", "{}<br>", "<p><span><font>{}</font></span>", "<li>{}"]
)
def test_a_report_reads_the_same_as_in_plain_text(around: str) -> None:
    """Whatever divides its lines; nothing of a page without a site goes."""
    page = "".join(around.format(line) for line in Invented().text.splitlines())
    (found,) = read("report.html", f"<html><body>{page}</body></html>".encode())
    (expected,) = read("report.txt", Invented().text.encode())

    assert (found.text, found.identity, found.passages) == (expected.text, expected.identity, expected.passages)


MODERN = """<html><head><meta charset="utf-8"><title>{title}_某省人民政府门户网站</title></head><body>
<div><div>某省人民政府</div><ul><li><a href=#>首页</a></li><li><a href=#>要闻</a></li></ul><div>今天是2026年2月1日</div></div>
<div>您当前的位置：<a href=#>首页</a>&gt;<a href=#>政府工作报告</a></div>
<div><div><h3>热点</h3><ul><li><a href=#>省政府召开常务会议研究部署安全生产工作。</a></li></ul></div>
<div><h1>{title}</h1><div><span>发布时间：2026-01-25</span> <span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div id=UCAP-CONTENT>{text}</div><div>分享到：</div><div><span>扫一扫在手机打开当前页</span></div></div></div>
<div><p>主办：某省人民政府办公厅</p><p>版权所有，未经书面授权，不得转载本网站的任何内容和图片。</p></div></body></html>"""
PLAIN = """<html><body><table><tr><td align=center><b><font size=5>{title}</font></b></td></tr><tr><td><font>{text}</font>
</td></tr><tr><td><a href=#>打印本页</a> <a href=#>关闭窗口</a></td></tr></table></body></html>"""


@pytest.mark.parametrize(("site", "around"), [(MODERN, "<p>　　<span>{}</span></p>"), (PLAIN, "{}<br/><br/>")])
def test_nothing_of_a_site_is_left_in_the_report(site: str, around: str) -> None:
    """The page of a portal of today, with its title above the text, and one of long ago."""
    report = Invented(done=("全年新建农村公路一百二十公里，改造危桥十二座，群众出行更加方便，物流更加通畅。",) * 5)
    title, *lines = report.text.splitlines()
    page = site.format(title=title, text="\n".join(around.format(line) for line in lines))
    (found,) = read("report.html", page.encode())
    (expected,) = read("report.txt", report.text.encode())

    assert (found.text, found.headings, found.passages) == (expected.text, expected.headings, expected.passages)
    assert replace(found.identity, published=None) == expected.identity
    assert found.identity.published == ("2026-01-25" if site == MODERN else None)


def test_spans_count_in_the_lines_one_below_another() -> None:
    """As in every format."""
    lines = source_of(SITE).lines
    whole = "\n".join(line.text for line in lines)

    assert [line.span.of(whole) for line in lines] == [line.text for line in lines]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>甲，<b>乙</b><i>丙</i>。</p><p>丁。</p>",
        "甲，乙丙。<br/>丁。",
        "<div>甲，乙丙。<div>丁。</div></div>",
        "<p>甲，\n   乙丙。\n<p>丁。",
        "<p>&#30002;，乙&#x200b;丙\ufeff。&nbsp;</p><p>&emsp;丁。</p>",
        "<ul><li>甲，乙丙。</li><li>丁。</li></ul>",
        "<pre>甲，乙丙。\n\n  丁。</pre>",
        "<table><tr><td>甲，乙丙。</td></tr><tr><td>丁。</td></tr></table>",
        "<h5>甲，乙丙。</h5>丁。<!-- 戊 --><style>p{}</style><noscript>己</noscript><template>庚</template>",
        "<ucapcontent>甲，<o:p>乙丙</o:p>。<p>丁。</p></ucapcontent>",
    ],
)
def test_blocks_divide_lines_and_inline_elements_do_not(markup: str) -> None:
    """A line is what a reader sees as one."""
    assert texts_of(markup) == ["甲，乙丙。", "丁。"]


def test_text_of_elements_that_are_no_text_is_listed() -> None:
    """What a menu, a frame, a drawing or a template holds is set apart; programs and styles are no text at all."""
    source = source_of(
        "<p>全年工作<select><option>2024年<option>2025年</select>圆满完成。</p><iframe>请升级浏览器</iframe><svg><text>增长5%</text>"
        "<style>.a{}</style></svg><template><p>模板</p></template><noscript>请开启脚本</noscript><script>var a</script>"
    )

    assert [line.text for line in source.lines] == ["全年工作圆满完成。"]
    assert {(line.text, line.why) for line in source.removed} == {
        ("2024年 2025年", "site navigation"),
        ("请升级浏览器", "hidden"),
        ("增长5%", "drawing"),
        ("模板", "hidden"),
        ("请开启脚本", "hidden"),
    }


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲<li>乙<ul><li>丙</ul><li>丁</ol>", ["1. 甲", "2. 乙", "丙", "3. 丁"]),
        (
            "<ol start=3><li><p>甲</p><p>乙</p></li><li value=7>丙</li><li>丁</li></ol>",
            ["3. 甲", "乙", "7. 丙", "8. 丁"],
        ),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li>甲<ol type=I><li>乙</ol><li>丙</ol>", ["a. 甲", "I. 乙", "b. 丙"]),
        ("<ol style='list-style-type: cjk-ideographic' start=11><li>甲</ol>", ["十一、甲"]),
        ("<ol style='list-style: none'><li>甲</ol>", ["甲"]),
        ("<ol><li>一、甲<li>二、乙</ol>", ["一、甲", "二、乙"]),
        ("<ol><li>①甲<li><li>②乙</ol>", ["①甲", "②乙"]),
        ("<ol><li>1）甲<li>&#x200b;<li>2）乙</ol>", ["1）甲", "2）乙"]),
        ("<ol><li>一是甲<li>二是乙</ol>", ["一是甲", "二是乙"]),
        ("<ol><li>（一）甲<li>（二）乙</ol>", ["（一）甲", "（二）乙"]),
        ("<ol><li>1. 甲<li>2. 乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol><li>①甲<li>乙</ol>", ["1. ①甲", "2. 乙"]),
        ("<ol start=-1><li>甲<li>乙</ol>", ["-1. 甲", "0. 乙"]),
        ("<table><tr><td><ol><li>甲<li>乙</ol></td><td>丙</td></tr></table>", ["1. 甲 2. 乙 | 丙"]),
        (
            "<ol class=breadcrumb><li><a href=/>政务公开</a><li>正文页</ol><p>全年工作圆满完成。</p>",
            ["正文页", "全年工作圆满完成。"],
        ),
    ],
)
def test_numbers_of_lists_are_written_out(markup: str, lines: list[str]) -> None:
    """As a browser writes them, by the rules of the HTML standard; not where the writer has, nor in a site's paths."""
    assert texts_of(markup) == lines


@pytest.mark.parametrize(
    ("sheet", "markup", "lines"),
    [
        ("", "<ol style='list-style:inside none'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("", "<ol style='list-style: none !important'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("", "<ol style='list-style: none decimal inside'><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("", "<ol style='list-style-image:none'><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("", "<ol style='list-style-type:disc'><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("", "<ol><li style='list-style:none'>甲<li>乙</ol>", ["甲", "2. 乙"]),
        ("ol{list-style:none}", "<ol><li>甲<li>乙</ol>", ["甲", "乙"]),
        ("<!-- /* ol{} */ p{margin:0} UL, OL LI {margin:0; List-Style: NONE} -->", "<ol><li>甲</ol>", ["甲"]),
        (
            "@charset 'utf-8'; #zoom > ol.plain{list-style:none}",
            "<div id=zoom><ol class=plain><li>甲</ol></div>",
            ["甲"],
        ),
        (".menu li{list-style:none}", "<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("ul li,ol:hover,ol[type]{list-style:none}", "<ol type=1><li>甲</ol>", ["1. 甲"]),
        ("#zoom ol{list-style:decimal} ol{list-style:none}", "<div id=zoom><ol><li>甲</ol></div>", ["1. 甲"]),
        ("*{list-style:none} ol{list-style-type:upper-roman}", "<ol><li>甲</ol>", ["甲"]),
        ("/*" * 50000, "<ol><li>甲</ol>", ["1. 甲"]),
    ],
)
def test_style_sheets_have_a_say_in_numbers(sheet: str, markup: str, lines: list[str]) -> None:
    """As in a browser: `none` hides them wherever it stands, the rule that says more wins, and an item's own the list's."""
    assert texts_of(f"<head><style>{sheet}</style></head>{markup}") == lines


@pytest.mark.parametrize(
    ("markup", "headings"),
    [
        (
            "<ol><li><h2>2023年工作回顾</h2><p>全年工作圆满完成。</p></li><li><h2>2024年主要任务</h2><p>扩大开放。</p></li></ol>",
            ["1. 2023年工作回顾", "2. 2024年主要任务"],
        ),
        (
            "<ol><li>2023年工作回顾</li></ol><p>全年工作圆满完成。</p><ol start=2><li>2024年主要任务</li></ol><p>扩大开放。</p>",
            ["1. 2023年工作回顾", "2. 2024年主要任务"],
        ),
        ("<ol><li>2023年工作回顾</ol>全年工作圆满完成。<br>扩大开放。", ["1. 2023年工作回顾"]),
        ("<p>实事有一件。</p><ol><li>提高质量</ol>", []),
        ("<p>实事有两件。</p><ol><li>提高质量<li>扩大开放</ol><p>全年工作圆满完成。</p>", []),
    ],
)
def test_a_heading_may_be_numbered_by_a_list(markup: str, headings: list[str]) -> None:
    """Where the markup says that it is one, or where, as Word saves headings, it is a list of its own over paragraphs."""
    assert [line.text for line in source_of(markup).lines if may_be_heading(line)] == headings


def test_a_numbered_item_is_no_heading() -> None:
    """However short it is."""
    assert [line.is_item for line in source_of("<p>实事：</p><ol><li>提高质量<li>扩大开放</ol>").lines] == [
        False,
        True,
        True,
    ]


def test_semantic_elements_of_the_site_go_and_an_articles_head_stays() -> None:
    """nav, footer, aside, button and hidden elements are kept apart with the reason."""
    source = source_of(
        "<header>甲水县</header><nav>政务</nav><article><header><h1>标题</h1></header><p>全年工作圆满完成，请予审议。</p>"
        "</article><div style='display: none'>内部</div><aside>热点</aside><button>提交</button><footer>县政府办</footer>"
    )

    assert [(line.level, line.text) for line in source.lines] == [(1, "标题"), (None, "全年工作圆满完成，请予审议。")]
    assert [(line.text, line.why) for line in source.removed] == [
        ("甲水县", "site navigation"),
        ("政务", "site navigation"),
        ("内部", "hidden"),
        ("热点", "site navigation"),
        ("提交", "site navigation"),
        ("县政府办", "site navigation"),
    ]


@pytest.mark.parametrize("element", ["noscript", "object", "textarea"])
def test_text_that_waits_for_a_script_is_hidden_unless_it_is_the_page(element: str) -> None:
    """It is listed as left out; where the report itself stands in it, that is read."""
    source = source_of(f"<p>全年工作圆满完成，请予审议。</p><{element}>请启用脚本</{element}>")

    assert [line.text for line in source.lines] == ["全年工作圆满完成，请予审议。"]
    assert [(line.text, line.why) for line in source.removed] == [("请启用脚本", "hidden")]
    assert texts_of(f"<p>甲</p><{element}>全年工作圆满完成，请予审议。</{element}>") == [
        "甲",
        "全年工作圆满完成，请予审议。",
    ]


SEEN = st.sampled_from(
    ["p", "div", "td", "li", "h2", "span", "a href=1", "nav", "aside", "noscript", "textarea", "object", "p hidden"]
)


@given(st.lists(st.tuples(SEEN, st.text("甲乙丙丁。，", min_size=1, max_size=80)), min_size=1, max_size=12))
def test_no_word_of_a_page_is_lost(parts: list[tuple[str, str]]) -> None:
    """It stands in a line or in what was left out; a page of nothing but navigation and hidden text is an error."""
    markup = "".join(f"<{tag}>{text}</{tag.split()[0]}>" for tag, text in parts)
    try:
        source = source_of(f"<html><meta charset=utf-8><body>{markup}")
    except Unreadable:
        assert not {tag for tag, _ in parts} & {"p", "div", "td", "li", "h2", "span", "a href=1"}
        return
    kept = "".join(line.text for line in (*source.lines, *source.removed))

    assert sorted(kept) == sorted("".join(text for _, text in parts))


def test_a_page_of_links_alone_is_kept() -> None:
    """When in doubt, a block stays: layout decides what is furniture."""
    assert texts_of("<a href=1>甲水县政府工作报告</a><br><a href=2>乙山县政府工作报告</a>") == [
        "甲水县政府工作报告",
        "乙山县政府工作报告",
    ]


def test_links_and_linked_headings_in_the_text_stay() -> None:
    """A law whose articles are links, and a sentence that is one, are text."""
    prose = "<p>全年新建农村公路一百二十公里，群众出行更加方便，全年新增城镇就业四千二百人，比上年多三百人。</p>"
    linked = "<h3><a href=1>第一条</a></h3><p><a href=2>全年新建农村公路一百二十公里，群众出行更加方便，全年新增就业。</a></p>"

    assert len(texts_of(f"<div>{prose}{prose}{linked}{prose}</div>")) == 5


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gbk"),
        ("big5", "big5"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb18030"),
        ("nonsense", "utf-8"),
    ],
)
def test_the_page_says_its_encoding_and_is_checked(charset: str, encoding: str) -> None:
    """A page that says what is not true is decoded by its bytes."""
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>全年工作。</p>'
    )
    assert texts_of(page.encode(encoding)) == ["全年工作。"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_of_byte_order_is_believed_first(encoding: str) -> None:
    """Whatever the page says."""
    assert texts_of("<meta charset=gbk><p>全年工作。</p>".encode(encoding)) == ["全年工作。"]


def test_an_xhtml_page_may_declare_its_encoding() -> None:
    """The declaration of XML in front is no text and no error."""
    assert texts_of("<?xml version='1.0' encoding='gbk'?><html><body><p>全年工作。</p>".encode("gbk")) == ["全年工作。"]


@pytest.mark.parametrize("tag", ["div", "font", "h1", "table><tr><td"])
@pytest.mark.parametrize("depth", [300, 100_000])
def test_a_page_nested_too_deep_loses_nothing(tag: str, depth: int) -> None:
    """Parsers stop at some depth; the text beyond it is read without structure, and a warning says so."""
    source = source_of(f"<p>前文。</p>{f'<{tag}>' * depth}深处。<p>后文。</p><script>不要</script>")

    assert [line.text for line in source.lines] == ["前文。", "深处。", "后文。"]
    assert "nested too deep" in source.warnings[0]


def test_entities_of_other_files_are_never_opened(tmp_path: Path) -> None:
    """An entity that names a file is no text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>全年工作。&x;</p>'

    assert "秘密" not in "".join(texts_of(page))


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"<html></html>", b"<!-- -->", b"<script>1</script>", b"\x00\x01\x02" * 99]
)
def test_a_page_without_text_is_refused(data: bytes) -> None:
    """In one line that names the file."""
    with pytest.raises(Unreadable) as caught:
        formats.sources("网页.html", data)
    assert "\n" not in str(caught.value)


@pytest.mark.shared
@pytest.mark.skipif(not PAGE.is_file(), reason="the real reports lie in ../shared, which is not here")
def test_a_real_page_of_a_ministry() -> None:
    """Title, paragraphs, signature and day stay; breadcrumbs, colours, hidden names and buttons go."""
    source = source_of(PAGE.read_bytes())
    lines = [line.text for line in source.lines]

    assert lines[:2] == ["严正声明", "日期：2023-12-11 访问次数： 字号：[ 大 中 小 ]"]
    assert lines[2].startswith("近期发现有不法分子冒用")
    assert lines[-3:] == ["特此声明。", "中国医疗保险研究会", "2023年12月11日"]
    assert len(lines) == 10
    assert [line.text for line in source.removed][1:] == [
        "首页",
        "> 国家医疗保障局政务服务窗口 | > 医保动态",
        "视力保护色：",
        "分享到:",
        "【打印】 【关闭】",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "said",
    ["iso-8859-1", "undefined", "unicode_escape", "punycode", "utf-7", "rot13", "gb2312", "big5", "utf-8", "x-y"],
)
def test_a_page_is_believed_only_where_what_it_says_is_true(said: str, encoding: str) -> None:
    """Any other charset is what servers write by habit: the bytes themselves tell."""
    markup = f'<html><meta charset="{said}"><p>各位代表：</p><p>全年工作圆满完成，群众更加满意。</p>'

    assert texts_of(markup.encode(encoding)) == ["各位代表：", "全年工作圆满完成，群众更加满意。"]
