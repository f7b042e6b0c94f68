"""How the official name of a place is shortened in running text: rules from the grammar of such names."""

from __future__ import annotations

import re

#: Peoples in the names of autonomous places. Without 族 for the few that drop it (内蒙古自治区, 木垒哈萨克自治县).
PEOPLES = frozenset(
    """
    蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克
    傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族
    撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族
    裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族
    """.split()  # noqa: SIM905
)

_PEOPLE = "|".join(sorted(PEOPLES, key=len, reverse=True))
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?)(?:{_PEOPLE})*自治(?P<rank>[州县旗区])")
#: Names of leagues' banners with a wing: 察哈尔右翼前旗 is 察右前旗 to everyone.
_WING = re.compile(
    r"(?P<first>[察科喀])(?:哈尔|尔沁|喇沁)(?P<side>[左右])翼(?P<part>[前后中]?)(?:蒙古族自治)?(?P<rank>[旗县])"
)
_SUFFIX = re.compile(r"(特别行政区|地区|林区|特区|矿区|自治区|[省市县区盟旗])$")


def short_forms(name: str) -> tuple[str, ...]:
    """Regular short forms of an official name, the one people write first at the front.

    >>> short_forms("察哈尔右翼前旗")
    ('察右前旗',)
    >>> short_forms("临夏回族自治州")
    ('临夏州', '临夏')
    >>> short_forms("北京市")
    ('北京',)
    >>> short_forms("礼县")
    ()
    """
    if wing := _WING.fullmatch(name):
        stem = "".join(wing.group("first", "side", "part"))
        rank = wing["rank"]
        return (stem + rank,) if rank == "旗" else (stem + rank, stem)
    if autonomous := _AUTONOMOUS.fullmatch(name):
        stem, rank = autonomous["stem"], autonomous["rank"]
        if rank == "区":
            return (stem,)
        stem = stem.removesuffix("族") if stem in PEOPLES else stem
        return (stem + rank, stem) if len(stem) > 1 else (stem + rank,)
    stem = _SUFFIX.sub("", name)
    if stem == name or len(stem) < 2 or (name.endswith("旗") and stem[-1] in "左右前后中蓝白黄红"):
        return ()
    return (stem,)
