"""Lets the garbage collector rest while a text is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the garbage collector; what it did before holds again afterwards, also after an error.

    It would walk again and again through what is made of a text, a tenth of the time for a report and half of it for a
    long text, and finds nothing: no records point at each other in a circle. Only who found it running starts it again,
    so that pauses may be nested; where two threads pause at once it runs again when the first of them is done.
    """
    runs = gc.isenabled()
    try:
        if runs:
            gc.disable()
        yield
    finally:
        if runs:
            gc.enable()
