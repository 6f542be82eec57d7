"""Let ``python -m dpgkit`` be the command line."""

import sys

from dpgkit.cli import main

sys.exit(main())
