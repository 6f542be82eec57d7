"""Let ``python -m dpgkit`` be the command line."""

import sys

if __name__ == "__main__":
    try:
        from dpgkit.cli import main  # slow enough for a reader to press Ctrl+C meanwhile

        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
