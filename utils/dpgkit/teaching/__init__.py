"""The teaching pack: run sheets, notes, slides, glossary, tests and rules, all made from one source.

``teaching.write(Path("수업"))`` writes everything that a course needs on its first day.
"""

from pathlib import Path

from dpgkit.teaching.commands import add_commands

__all__ = ["add_commands", "write"]


def write(folder: Path) -> Path:
    """Write the whole teaching pack into a folder and return it; an earlier pack there is replaced only by a whole one.

    Raises DataError where the source has a mistake, and where the folder holds something else or cannot be written.
    """
    from dpgkit.teaching import packs

    return packs.write(folder)
