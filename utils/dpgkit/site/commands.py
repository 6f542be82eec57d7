"""The command ``site``."""

import argparse
from pathlib import Path

# the modules behind the command are slow to import, and the command line imports this one: the function imports them


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``site`` to the command line."""
    text = "과, 연습문제, 자료, 코드 설명을 인터넷 없이 열리는 누리집으로 만듭니다"
    parser = commands.add_parser("site", help=text, description=text)
    parser.set_defaults(command=_site)
    parser.add_argument("--to", type=Path, default=Path("site"), metavar="폴더", help="넣을 폴더 (기본: site)")


def _site(options: argparse.Namespace) -> int:
    from dpgkit.site import building

    start = building.build(options.to.expanduser())
    files = [file for file in start.parent.rglob("*") if file.is_file()]
    pages, size = sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files)
    print(f"누리집을 만들었습니다: {start}\n  {pages}쪽, {size / 2**20:.1f} MB. 그 파일을 브라우저에서 여십시오.")
    return 0
