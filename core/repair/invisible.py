"""Characters that nobody sees: byte order marks, joiners, soft hyphens, controls, line ends, halves of surrogates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix

#: All of them in one class, which is looked for much faster than the groups below.
_ANY = re.compile(
    "[\x00-\x08\r\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_INVISIBLE = re.compile(
    "(\r\n?|[\u0085\u2028\u2029])"
    "|([\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+)"
    "|([\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+)"
    "|([\ud800-\udfff]+)"
)


def fix(text: str) -> Iterator[Fix]:
    r"""Line ends become `\n`; what cannot be seen goes; halves of surrogates become U+FFFD and are reported.

    >>> [(fix.start, fix.end, fix.after) for fix in fix("扶\u200b贫\r\n")]
    [(1, 2, ''), (3, 5, '\n')]
    """
    if not _ANY.search(text):
        return
    for match in _INVISIBLE.finditer(text):
        line_end, invisible, _, surrogates = match.groups()
        if line_end:
            yield Fix(*match.span(), "\n", RepairKind.INVISIBLE, "foreign line end")
        elif surrogates:
            lost = "\ufffd" * len(surrogates)
            yield Fix(*match.span(), lost, RepairKind.DAMAGED, "half of a surrogate pair: the character is lost", False)
        else:
            what = "invisible character" if invisible else "control character"
            yield Fix(*match.span(), "", RepairKind.INVISIBLE, what)
