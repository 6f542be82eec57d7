"""The command line: what ``kit.py`` hands on, each command one function that returns an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpgkit import bundle, consoles, dashboard, exercises, finding, paths, report, site, teaching
from dpgkit.cli.korean import COMMAND, CommandError, KoreanParser
from dpgkit.errors import DpgkitError
from dpgkit.language import LANGUAGES, current, say, speaking
from dpgkit.originals import fetch

if TYPE_CHECKING:
    import pandas as pd

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the reader can mend it, 2 wrong call, 130 interrupted.

    >>> main(["run", "--case", "없는사례"])
    1
    """
    consoles.speak_korean()
    with consoles.ending_in_order(), consoles.left_unheard():
        spoken = current()
        try:
            options = _parser().parse_args(arguments)
            spoken = options.language
            with speaking(spoken), consoles.saying():
                return options.command(options)
        except DpgkitError as error:
            with speaking(spoken):
                print(f"{say(error.title)}: {error.said()}", file=sys.stderr)
            return MISUSED if isinstance(error, CommandError) else FAILED
        except KeyboardInterrupt:
            print("\n멈추었습니다. 이전 결과는 그대로 있습니다.", file=sys.stderr)
            return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    from dpgkit import runs

    corpus = options.corpus
    if corpus and Path(corpus).expanduser().is_dir():
        corpus = str(Path(corpus).expanduser().resolve())   # the lessons run in another folder
    folder = runs.run(options.case, corpus, options.language, with_lessons=options.with_lessons)
    shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    with speaking(options.language):
        print(say(f"끝났습니다. {shown / 'report.html'}을 브라우저에서 여십시오.\n"
                  f"  낼 보고서: {shown / 'report.hwpx'} (.docx, .xlsx, .pdf도 있습니다)\n"
                  f"  실행한 노트북: {shown}\n  표(CSV): {shown / 'tables'}\n  그림(SVG, PNG): {shown / 'charts'}"))
    return 0


def _import(options: argparse.Namespace) -> int:
    from dpgkit.documents import imports, listing

    imported = imports.import_folder(Path(options.folder).expanduser(), options.name)
    print(listing.read_import(imported, options.name))
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


def _phrases(options: argparse.Namespace) -> int:
    from dpgkit import phrasebook

    left = phrasebook.update(phrasebook.FOLDER)
    for row in left.itertuples():
        print(f"{row.file}.po: {row.phrase}")
    print(f"영어가 없는 말 {len(left)}개. {phrasebook.FOLDER}의 파일에서 msgstr에 적습니다.")
    return FAILED if len(left) else 0


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
    from dpgkit.cases import caseguide, caselibrary
    from dpgkit.documents import corpora

    folder, imported = caselibrary.new_case(options.name, options.source), corpora.corpus_names()
    print(caseguide.read_first_steps(options.name, folder, corpus=imported[0] if len(imported) == 1 else ""))
    return 0


def _check_case(options: argparse.Namespace) -> int:
    from dpgkit.lessons import casecheck

    said, good = casecheck.report(options.name)
    print(said)
    return 0 if good else FAILED


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
    print(f"{unitstore.cache_dir()}: {used['megabytes'].sum():.1f} MB. 지우려면 {paths.PROGRAM} cache --clear")
    return 0


def _print_table(table: "pd.DataFrame") -> None:
    """Print a table whose columns stand under each other: a Hangul syllable is two columns wide."""
    import pandas as pd

    with pd.option_context("display.unicode.east_asian_width", True):
        print(table.to_string(index=False))


class Option(NamedTuple):
    """One thing to write behind a command, in the words of argparse."""

    name: str
    settings: dict[str, object]


class Command(NamedTuple):
    """A command: its name, what it does, the sentence about it, and what may be written behind it."""

    name: str
    function: Callable[[argparse.Namespace], int]
    text: str
    options: tuple[Option, ...] = ()


def _option(name: str, text: str, metavar: str | None = None, **settings: object) -> Option:
    return Option(name, {"help": text, **({"metavar": metavar} if metavar else {}), **settings})


COMMANDS = (
    Command("run", _run, "모든 과를 실행하고 runs 폴더에 보고서를 만듭니다", (
        _option("--case", "키트의 사례나 내 사례의 이름 (기본: housing)", "사례", default="housing"),
        _option("--corpus", "2과와 6과에서 읽을 말뭉치 이름이나 문서 폴더", "이름_또는_폴더"),
        _option("--language", "노트북과 보고서의 말: ko(한국어), en(영어) (기본: ko)", choices=("ko", "en"), default="ko"),
        _option("--with-lessons", "과에서 배우는 보기를 모은 부록(appendix)도 만듭니다", action="store_true"))),
    Command("import", _import, "내 문서 폴더를 읽어 말뭉치로 둡니다", (
        _option("folder", "문서가 든 폴더", "폴더"),
        _option("--name", "말뭉치의 이름", "이름", required=True))),
    Command("doctor", _doctor, "컴퓨터가 준비되었는지 점검합니다"),
    Command("build", _build, "notebooks/source에서 실행된 노트북을 다시 만듭니다"),
    Command("phrases", _phrases, "영어로 옮길 말을 소스에서 모으고, 옮기지 않은 것을 보여 줍니다"),
    Command("licences", _licences, "설치된 꾸러미의 이용 조건을 보여 줍니다"),
    Command("cases", _cases, "사례의 목록을 보여 줍니다"),
    Command("new-case", _new_case, "내 사례의 폴더를 만듭니다", (
        _option("name", "사례의 이름 (한글, 영문자, 숫자, -, _)", "이름"),
        _option("--from", "본뜰 사례의 이름 (적지 않으면 설명이 달린 빈 틀)", "사례", dest="source"))),
    Command("check-case", _check_case, "사례 폴더에서 고칠 것을 모두 찾아 알려 줍니다", (
        _option("name", "사례의 이름", "이름"),)),
    Command("claims", _claims, "글의 주장을 표로 가린 결과를 보여 줍니다"),
    Command("tables", _tables, "표의 목록이나 한 표의 부호책을 보여 줍니다", (
        _option("name", "표의 이름 (예: egdi)", "표", nargs="?"),)),
    Command("cache", _cache, "분석해 둔 낱말이 차지한 자리를 보이거나 비웁니다", (
        _option("--clear", "모두 지웁니다", action="store_true"),)),
)
OTHERS = (finding, fetch, bundle, dashboard, report, exercises, teaching, site)        # modules that bring commands of their own


def _parser() -> KoreanParser:
    parser = KoreanParser(prog=paths.PROGRAM, description="디지털플랫폼정부를 집합적 임팩트로 읽는 주피터 키트")
    commands = parser.add_subparsers(title=COMMAND, required=True, metavar=COMMAND)
    for command in COMMANDS:
        made = commands.add_parser(command.name, help=command.text, description=command.text)
        made.set_defaults(command=command.function)
        for option in command.options:
            made.add_argument(option.name, **option.settings)
    for module in OTHERS:
        module.add_commands(commands)
    for made in commands.choices.values():
        _add_language(made)
    return parser


def _add_language(made: KoreanParser) -> None:
    """Let a command be asked to speak a language; those that make something in a language have an option of their own."""
    if not made.knows("--language"):
        made.add_argument("--language", choices=tuple(LANGUAGES), default=current(), help="보여 줄 말: ko(한국어), en(영어)")
