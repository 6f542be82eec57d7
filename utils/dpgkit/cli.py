"""The command line: what ``kit.py`` hands on, each command one function that returns an exit code."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from dpgkit import bundle, consoles, dashboard, exercises, report, site, teaching
from dpgkit.errors import DpgkitError
from dpgkit.originals import fetch
from dpgkit.reading import particle

if TYPE_CHECKING:
    import pandas as pd

FAILED, INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the reader can mend it, 2 wrong call, 130 interrupted.

    >>> main(["run", "--case", "없는사례"])
    1
    """
    consoles.speak_korean()
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except DpgkitError as error:
        print(f"{error.title}: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\n멈추었습니다. 이전 결과는 그대로 있습니다.", file=sys.stderr)
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    from dpgkit import runs

    corpus = options.corpus
    if corpus and Path(corpus).expanduser().is_dir():
        corpus = str(Path(corpus).expanduser().resolve())   # the lessons run in another folder
    folder = runs.run(options.case, corpus)
    shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    print(f"끝났습니다. {shown / 'report.html'}을 브라우저에서 여십시오.\n"
          f"  낼 보고서: {shown / 'report.hwpx'} (.docx, .xlsx, .pdf도 있습니다)\n"
          f"  실행한 노트북: {shown}\n  표(CSV): {shown / 'tables'}\n  그림(SVG, PNG): {shown / 'charts'}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from dpgkit.documents import imports

    imported = imports.import_folder(Path(options.folder).expanduser(), options.name)
    _print_table(imported.flow)
    for row in imported.refused.itertuples():
        print(f"  {row.file}: {row.message.splitlines()[0]}")
    print(f"말뭉치 {particle(repr(options.name), '을', '를')} 두었습니다. python3 kit.py run --corpus {options.name}으로 읽습니다.")
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from dpgkit import doctor

    checks = doctor.examine()
    for _, row in checks.iterrows():
        print(f"[{row['결과']}] {row['점검']}: {row['확인한 것']}" + (f"\n        할 일: {row['할 일']}" if row["할 일"] else ""))
    print(doctor.read_checks(checks))
    return 0 if (checks["결과"] == "정상").all() else FAILED


def _build(options: argparse.Namespace) -> int:
    from dpgkit import build

    for file in build.build():
        print(file.name)
    return 0


def _licences(options: argparse.Namespace) -> int:
    from dpgkit import doctor

    _print_table(doctor.licences())
    return 0


def _claims(options: argparse.Namespace) -> int:
    from dpgkit import claims

    ledger = claims.check_claims()
    for row in ledger.itertuples():
        print(f"[{claims.VERDICTS[row.verdict]}] {row.claim} {row.statement_ko}\n        {row.difference}")
    print(claims.read_claims(ledger))
    return 0


def _cases(options: argparse.Namespace) -> int:
    from dpgkit import cases

    for name in cases.case_names():
        print(f"{name}\t{cases.load_info(name).title}")
    return 0


def _new_case(options: argparse.Namespace) -> int:
    from dpgkit.cases import caselibrary

    folder = caselibrary.new_case(options.name, options.source)
    print(f"사례 폴더를 만들었습니다: {folder}\n"
          f"  case.yml과 표를 고친 뒤 점검합니다: python3 kit.py check-case {options.name}\n"
          f"  이 사례로 읽습니다: python3 kit.py run --case {options.name} --corpus \"내 문서\"")
    return 0


def _check_case(options: argparse.Namespace) -> int:
    from dpgkit.impact import checkup

    problems = checkup.check_case(options.name)
    for row in problems.to_dict("records"):
        place = f"{row['파일']} {row['행']}행" if row["행"] else row["파일"]
        print(f"{place} {row['열']}: {row['문제']}" + (f"\n        받은 값: {row['받은 값']}" if row["받은 값"] else "")
              + (f"\n        할 일: {row['할 일']}" if row["할 일"] else ""))
    print(checkup.read_problems(problems, options.name))
    return 0 if problems.empty else FAILED


def _tables(options: argparse.Namespace) -> int:
    from dpgkit import tables

    _print_table(tables.codebook(options.name) if options.name else tables.catalogue())
    return 0


def _cache(options: argparse.Namespace) -> int:
    from dpgkit.analyzers import unitstore

    if options.clear:
        print(f"분석해 둔 것을 지웠습니다: {unitstore.clear() / 2**20:.1f} MB")
        return 0
    used = unitstore.usage()
    if used.empty:
        print(f"{unitstore.cache_dir()}: 분석해 둔 것이 없습니다.")
        return 0
    shown = used.assign(used=used["used"].dt.strftime("%Y-%m-%d %H:%M")).round({"megabytes": 1}).drop(columns=["key", "folder"])
    _print_table(shown.set_axis(["분석기", "파일 수", "MB", "마지막으로 쓴 때(UTC)"], axis=1))
    print(f"{unitstore.cache_dir()}: {used['megabytes'].sum():.1f} MB. 지우려면 python3 kit.py cache --clear")
    return 0


def _print_table(table: "pd.DataFrame") -> None:
    """Print a table whose columns stand under each other: a Hangul syllable is two columns wide."""
    import pandas as pd

    with pd.option_context("display.unicode.east_asian_width", True):
        print(table.to_string(index=False))


class _KoreanParser(argparse.ArgumentParser):
    """A parser whose complaints are in Korean."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, show the usage, and end with exit code 2."""
        found = re.search(r"invalid choice: '?([^'(]+?)'? \(|unrecognized arguments: (.+)|argument (\S+): expected", message)
        value = next((part for part in found.groups() if part), "") if found else ""
        shown = f" 받은 값: {value}" if value else ""
        self.exit(2, f"알아듣지 못한 명령입니다.{shown}\n{self.format_usage()}할 일: {self.prog} --help로 쓸 수 있는 명령을 보십시오.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _KoreanParser(prog="kit.py", description="디지털플랫폼정부를 집합적 임팩트로 읽는 주피터 키트")
    commands = parser.add_subparsers(title="명령", required=True, metavar="명령")
    run = _command(commands, "run", _run, "모든 과를 실행하고 runs 폴더에 보고서를 만듭니다")
    run.add_argument("--case", default="housing", metavar="사례", help="corpus/cases에 있는 사례의 이름 (기본: housing)")
    run.add_argument("--corpus", metavar="이름_또는_폴더", help="2과와 6과에서 읽을 말뭉치 이름이나 문서 폴더")
    imported = _command(commands, "import", _import, "내 문서 폴더를 읽어 말뭉치로 둡니다")
    imported.add_argument("folder", metavar="폴더", help="문서가 든 폴더")
    imported.add_argument("--name", required=True, metavar="이름", help="말뭉치의 이름")
    _command(commands, "doctor", _doctor, "컴퓨터가 준비되었는지 점검합니다")
    _command(commands, "build", _build, "notebooks/source에서 실행된 노트북을 다시 만듭니다")
    _command(commands, "licences", _licences, "설치된 꾸러미의 이용 조건을 보여 줍니다")
    _command(commands, "cases", _cases, "사례의 목록을 보여 줍니다")
    made = _command(commands, "new-case", _new_case, "내 사례의 폴더를 만듭니다")
    made.add_argument("name", metavar="이름", help="사례의 이름 (한글, 영문자, 숫자, -, _)")
    made.add_argument("--from", dest="source", metavar="사례", help="본뜰 사례의 이름 (적지 않으면 설명이 달린 빈 틀)")
    _command(commands, "check-case", _check_case, "사례 폴더에서 고칠 것을 모두 찾아 알려 줍니다").add_argument(
        "name", metavar="이름", help="사례의 이름")
    _command(commands, "claims", _claims, "글의 주장을 표로 가린 결과를 보여 줍니다")
    _command(commands, "tables", _tables, "표의 목록이나 한 표의 부호책을 보여 줍니다").add_argument(
        "name", nargs="?", metavar="표", help="표의 이름 (예: egdi)")
    _command(commands, "cache", _cache, "분석해 둔 낱말이 차지한 자리를 보이거나 비웁니다").add_argument(
        "--clear", action="store_true", help="모두 지웁니다")
    fetch.add_commands(commands)
    bundle.add_commands(commands)
    dashboard.add_commands(commands)
    report.add_commands(commands)
    exercises.add_commands(commands)
    teaching.add_commands(commands)
    site.add_commands(commands)
    return parser


def _command(commands: argparse._SubParsersAction, name: str, function: Callable[[argparse.Namespace], int],
             text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=function)
    return parser
