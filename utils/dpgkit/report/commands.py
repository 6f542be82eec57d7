"""The command ``report``."""

import argparse
from pathlib import Path

# the modules behind the command are slow to import, and the command line imports this one: the function imports them


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``report`` to the command line."""
    text = "실행한 결과에서 보고서(HTML, DOCX, HWPX, XLSX, PDF)를 다시 만듭니다"
    made = commands.add_parser("report", help=text, description=text)
    made.set_defaults(command=_report)
    made.add_argument("--case", default="housing", metavar="사례", help="run 명령으로 실행한 사례의 이름 (기본: housing)")
    made.add_argument("--format", nargs="+", default=None, metavar="형식", help="html, docx, hwpx, xlsx, pdf 가운데 만들 것 (기본: 모두)")
    made.add_argument("--to", type=Path, metavar="폴더", help="넣을 폴더 (기본: runs/사례)")
    made.add_argument("--language", choices=("ko", "en"), default="ko", help="실행한 결과의 말: ko(한국어), en(영어) (기본: ko)")
    made.add_argument("--with-lessons", action="store_true", help="과에서 배우는 보기를 모은 부록(appendix)도 만듭니다")


def _report(options: argparse.Namespace) -> int:
    from dpgkit import report

    folder = options.to.expanduser() if options.to else None
    files = report.remake(options.case, options.format or report.FORMATS, folder, with_lessons=options.with_lessons,
                          language=options.language)
    print("보고서를 만들었습니다.\n" + "\n".join(f"  {file} ({file.stat().st_size / 1024:,.0f} KB)" for file in files))
    return 0
