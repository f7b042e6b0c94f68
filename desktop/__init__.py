"""The window of Hedui: PySide6 over `core`, never the other way."""
