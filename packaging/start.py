"""Where the stand-alone program begins: the command line, or the window when asked for as `-m desktop`."""

import multiprocessing
import sys


def main() -> int:
    """Runs what the arguments ask for; gives the exit code."""
    multiprocessing.freeze_support()  # workers of an import start this very program again
    if sys.argv[1:3] == ["-m", "desktop"]:  # the command line starts the window in a process of its own
        del sys.argv[1:3]
        from desktop.__main__ import main as window

        return window()
    from core.cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
