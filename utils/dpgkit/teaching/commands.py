"""The command ``teach``."""

import argparse
from pathlib import Path

# the modules behind the command are slow to import, and the command line imports this one: the function imports them


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``teach`` to the command line."""
    text = "수업에 쓸 시간표, 강사 노트, 슬라이드, 용어집, 검사지를 만듭니다"
    parser = commands.add_parser("teach", help=text, description=text)
    parser.set_defaults(command=_teach)
    parser.add_argument("--to", type=Path, default=Path("수업"), metavar="폴더", help="넣을 폴더 (기본: 수업)")
    parser.add_argument("--pages", action="store_true", help="키트의 notebooks/teaching에 두는 쪽만 다시 만듭니다")


def _teach(options: argparse.Namespace) -> int:
    from dpgkit.teaching import packs

    if options.pages:
        for file in packs.write_pages():
            print(f"다시 만들었습니다: {file.name}")
        return 0
    folder = packs.write(options.to.expanduser())
    print(f"수업 자료를 만들었습니다: {folder}\n  학생에게: {folder / packs.STUDENTS}\n"
          f"  강사만(정답, 사후 검사, 강사 노트): {folder / packs.INSTRUCTORS}")
    return 0
