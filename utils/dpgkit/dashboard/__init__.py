"""The dashboard of the shared measurement store: one page that Voila serves on this computer, reading the store and never writing.

What the page shows is in ``views``, the selectors above it in ``panels``, the server in ``server``. The command line imports this
module, so that it imports nothing slow.
"""

from dpgkit.dashboard.commands import add_commands

__all__ = ["add_commands"]
