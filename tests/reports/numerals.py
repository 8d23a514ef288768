"""Numbers as Chinese headings and articles write them."""

_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Write 1 to 99: 7 is 七, 12 is 十二, 68 is 六十八."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
