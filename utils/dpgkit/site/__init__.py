"""The site: lessons with their charts, exercises, codebook, cases, glossary and the code, as pages that need no network.

``site.build(Path("site"))`` writes everything; ``site/index.html`` opens in a browser straight from the folder.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from dpgkit.site.commands import add_commands

if TYPE_CHECKING:
    from dpgkit.site.building import Choice

__all__ = ["add_commands", "build"]


def build(folder: Path, choice: "Choice | None" = None) -> Path:
    """Write the site into a folder and return its start page; an earlier site there is replaced only by a whole one.

    Parameters: ``choice`` of lessons, exercises, tables, cases and modules; everything where it is None.
    Raises DataError where the folder holds something else or cannot be written, and where a lesson was never executed.
    """
    from dpgkit.site import building

    return building.build(folder, choice)
