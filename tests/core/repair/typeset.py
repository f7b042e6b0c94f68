"""Sets paragraphs in columns as a printed page has them, and dumps the page as plain text, side by side."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import zip_longest

PARAGRAPHS = (
    "今年以来,两地坚持把产业协作摆在首位,围绕牛羊、食用菌、中药材三个产业安排项目46个,投入帮扶资金1.2亿元,带动3200户农户增收。",
    "在劳务协作方面,全县组织专场招聘会12场,提供岗位8600个,输送务工人员2150名,其中脱贫人口1380名,人均月收入达到4300元。",
    "教育帮扶持续推进。东部选派教师58名到受援学校任教,开展示范课320节,结对学校由18对增加到26对,惠及学生1.5万人。",
    "医疗方面,三家医院与县医院建立远程会诊系统(Telemedicine Platform),全年会诊760例,开展新技术22项,培训医务人员410人。",
    "消费帮扶取得新成效,当地农产品通过展销会、商超专柜和电商平台销往东部,全年销售额达到2.6亿元,同比增长15.8%。",
    "干部人才交流不断加强,双方互派党政干部16名、专业技术人才124名,举办培训班33期,培训各类人员2870人次。",
    "下一步,两地将继续完善机制,力争到年底建成产业园区4个,新增就业岗位1200个,让更多群众在家门口实现就业。",
)


def narrow(text: str) -> int:
    """Width where East Asian characters and full-width signs count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@dataclass(frozen=True)
class Layout:
    """How a page is set: columns, the width of each in half characters, the gutter, and what stands beside the text."""

    columns: int = 2
    width: int = 40
    gutter: int = 4
    margin: int = 0
    headline: str = ""
    subtitle: str = ""
    running_head: str = ""
    page_number: str = ""
    footnote: str = ""
    uneven: int = 0
    paragraphs: tuple[str, ...] = field(default=PARAGRAPHS)


def wrapped(paragraph: str, width: int) -> list[str]:
    """The lines of a paragraph with an indent of two characters; words of Latin letters stay whole."""
    lines, line = [], "    "
    for word in re.findall(r"[A-Za-z]+|.", paragraph):
        if narrow(line + word) > width:
            lines.append(line)
            line = ""
        line += word if line or word != " " else ""
    return [*lines, line]


def page(layout: Layout) -> str:
    """The page as a dump shows it."""
    lines = [line for paragraph in layout.paragraphs for line in wrapped(paragraph, layout.width)]
    height = -(-(len(lines) + layout.uneven) // layout.columns)
    columns = [lines[first : first + height] for first in range(0, len(lines), height)]
    if layout.footnote:
        columns[0] += ["", *wrapped(layout.footnote, layout.width)]
    rows = []
    for row in zip_longest(*columns, fillvalue=""):
        cells = [cell + " " * (layout.width - narrow(cell) + layout.gutter) for cell in row]
        rows.append((" " * layout.margin + "".join(cells)).rstrip())
    whole = layout.columns * (layout.width + layout.gutter)
    above = [layout.running_head, ""] if layout.running_head else []
    for words in (layout.headline, layout.subtitle):
        if words:
            above += [" " * ((whole - narrow(words)) // 2) + words, ""]
    below = ["", " " * (whole // 2) + layout.page_number] if layout.page_number else []
    return "\n".join([*above, *rows, *below, ""])
