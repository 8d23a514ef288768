import io
import stat
import zipfile
import zlib

import pytest

from reports import archive
from reports.archive import Archive
from reports.errors import Unreadable


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack some files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as into:
        for name, data in files:
            into.writestr(name, data)
    return made.getvalue()


def content(data: bytes) -> dict[str, bytes | str]:
    """Unpack all files of an archive, or say why one can't be."""
    found: dict[str, bytes | str] = {}
    for member in Archive("all.zip", io.BytesIO(data)):
        try:
            found[member.name] = member.read()
        except Unreadable as error:
            found[member.name] = str(error)
    return found


def named_in(encoding: str, *names: str) -> bytes:
    """Pack empty files whose names are in an old encoding, as Chinese Windows writes them, without saying so."""
    places = [f"{n:04d}" + "x" * (len(name.encode(encoding)) - 4) for n, name in enumerate(names)]
    data = packed(*((place, b"") for place in places))
    for place, name in zip(places, names, strict=True):
        data = data.replace(place.encode(), name.encode(encoding))
    return data


def test_files_come_in_their_order_and_folders_do_not() -> None:
    """With "/" between the parts of their names."""
    data = packed(("b/2.txt", b"two"), ("b/", b""), ("a.txt", b"one"), ("c\\3.txt", b"three"), ("报告/一.txt", b"four"))
    assert content(data) == {"b/2.txt": b"two", "a.txt": b"one", "c/3.txt": b"three", "报告/一.txt": b"four"}


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gbk", ["甲水县人大工作报告.txt", "政府工作报告/2024年.txt"]),
        ("big5", ["甲水縣人大工作報告.txt", "政府工作報告/2024年.txt"]),
        ("utf-8", ["甲水县人大工作报告.txt", "政府工作报告/2024年.txt"]),
    ],
)
def test_names_are_read_in_the_encoding_they_are_in(encoding: str, names: list[str]) -> None:
    """Few programs on Chinese Windows say that a name is in GBK; together the names make sense in one encoding."""
    assert list(content(named_in(encoding, *names))) == names


@pytest.mark.parametrize(
    "name", ["../a.txt", "b/../../a.txt", "/etc/a.txt", "C:/a.txt", "c:a.txt", "..\\a.txt", "\\\\host\\a.txt"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    """It isn't followed, and the file beside it is read."""
    bad, good = content(packed((name, b"x"), ("good.txt", b"good"))).values()
    assert "leads out of the archive" in str(bad)
    assert good == b"good"


def test_a_name_with_signs_that_do_not_print_is_shown_without() -> None:
    """No line end and no terminal's command reaches the screen."""
    assert list(content(packed(("a\n\x1b[2J.txt", b"x")))) == ["a??[2J.txt"]
    data = packed(("aXb.txt", b"x")).replace(b"aXb.txt", b"a\0b.txt")
    ((name, why),) = content(data).items()
    assert (name, "leads out" in str(why)) == ("a?b.txt", True)


def test_a_link_is_refused() -> None:
    """Wherever it leads."""
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a link" in str(content(packed((link, b"/etc/passwd")))["link.txt"])


def test_an_archive_inside_an_archive_is_refused() -> None:
    """One level is enough for any collection of reports."""
    assert "inside an archive" in str(content(packed(("inner.ZIP", packed(("a.txt", b"x")))))["inner.ZIP"])


def test_two_files_of_one_name_are_told_apart() -> None:
    """The first counts."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("a.txt", b"first"), ("a.txt", b"second"))
    first, second = (member.read for member in Archive("all.zip", io.BytesIO(data)))
    assert first() == b"first"
    with pytest.raises(Unreadable, match="another file of this name"):
        second()


def test_an_encrypted_file_is_refused() -> None:
    """With what to do; the file beside it is read."""
    data = bytearray(packed(("secret.txt", b"x" * 99), ("good.txt", b"good")))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    found = content(bytes(data))
    assert "encrypted" in str(found["secret.txt"])
    assert found["good.txt"] == b"good"


def test_ways_of_packing_that_take_much_memory_are_refused() -> None:
    """The dictionary of LZMA is as large as the archive says."""
    assert "packed in a way" in str(content(packed(("a.txt", b"x" * 99), way=zipfile.ZIP_LZMA))["a.txt"])


def test_a_bomb_is_stopped_at_once() -> None:
    """A thousand to one is no text, whatever size the archive says it has; a long dull text is one."""
    dull = b"".join(b"%d, " % n for n in range(400_000))
    found = content(packed(("bomb.txt", bytes(50 * 2**20)), ("dull.txt", dull)))
    assert "times as large" in str(found["bomb.txt"])
    assert found["dull.txt"] == dull


def test_too_much_in_all_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the archive, and no more files come."""
    monkeypatch.setattr(archive, "ALL_BYTES", 150_000)
    data = packed(*((f"{n}.txt", b"%d" % n * 60_000) for n in range(9)))
    found = content(data)
    assert list(found) == ["0.txt", "1.txt", "2.txt"]
    assert str(found["2.txt"]).startswith("all.zip: becomes more than")


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is outside an archive."""
    monkeypatch.setattr(archive, "FILE_BYTES", 1000)
    assert "larger than" in str(content(packed(("a.txt", b"x" * 1001)))["a.txt"])
    assert content(packed(("a.txt", b"x" * 1000)))["a.txt"] == b"x" * 1000


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any is unpacked; and a directory too large is not even read."""
    data = packed(*((f"{n}.txt", b"") for n in range(11)))
    monkeypatch.setattr(archive, "MOST_FILES", 10)
    with pytest.raises(Unreadable, match="more than 10 files"):
        content(data)
    monkeypatch.setattr(archive, "_DIRECTORY_BYTES", 100)
    with pytest.raises(Unreadable, match="no ZIP archive"):
        content(data)


def test_what_is_no_archive_is_refused() -> None:
    """Cut off, spoilt, or something else altogether."""
    good = packed(("a.txt", b"some text" * 99))
    for data in (b"", b"no archive", good[:40], good[:-30]):
        with pytest.raises(Unreadable, match="no ZIP archive"):
            content(data)
    spoilt = good.replace(zlib.compress(b"some text" * 99)[4:10], b"\xff" * 6)
    assert "damaged" in str(content(spoilt)["a.txt"])


def test_no_change_of_a_byte_does_more_than_refuse() -> None:
    """Every byte of an archive set to others: a file comes out as it was, changed in its name, or refused."""
    good = packed(("a.txt", b"some text" * 9), ("b/c.txt", b"more"))
    for place in range(len(good)):
        for byte in (0, 0xFF, good[place] ^ 1):
            data = good[:place] + bytes([byte]) + good[place + 1 :]
            try:
                found = content(data)
            except Unreadable:
                continue
            assert all(isinstance(what, str) or what in {b"some text" * 9, b"more", b""} for what in found.values())
