"""Writes numbers in Chinese, the inverse of `core.numerals`, for the tests that read them back."""

DIGITS = "零一二三四五六七八九"
CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
SCALES = ((1000, "千"), (100, "百"), (10, "十"))


def _section(number: int) -> str:
    """0 to 9999, with 零 inside where a place is empty."""
    words, gap = "", False
    for scale, name in SCALES:
        digit, number = divmod(number, scale)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    if number:
        words += ("零" if gap and words else "") + DIGITS[number]
    return words


def chinese(number: int) -> str:
    """A whole number below 10**16: 10500 is 一万零五百."""
    if number == 0:
        return "零"
    words = ""
    for scale, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        if not part:
            continue
        if scale == 10**8 and words:
            words = words.removesuffix("亿")
        words += ("零" if words and part < 1000 else "") + _section(part) + name
    return words


def capital(number: int) -> str:
    """The same in the numerals of cheques: 壹万零伍佰."""
    return chinese(number).translate(CAPITALS)


def positional(number: int) -> str:
    """Digit by digit: 2018 is 二〇一八."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
