"""The commands ``assign`` and ``grade``."""

import argparse
from pathlib import Path

# the modules behind the commands are slow to import, and the command line imports this one: the functions import them


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the commands ``assign`` and ``grade`` to the command line."""
    given_out = _command(commands, "assign", _assign, "학생마다 다른 연습문제와 정답을 만듭니다")
    given_out.add_argument("--students", type=Path, required=True, metavar="명단.csv", help="첫 줄에 '학번' 열이 있는 명단")
    given_out.add_argument("--lesson", required=True, metavar="과", help="과의 번호 (예: 02)")
    given_out.add_argument("--seed", type=int, default=2026, metavar="수", help="씨앗. 같은 씨앗은 같은 문제를 냅니다 (기본: 2026)")
    given_out.add_argument("--to", type=Path, default=Path("과제"), metavar="폴더", help="넣을 폴더 (기본: 과제)")
    marked = _command(commands, "grade", _grade, "제출한 연습문제를 떼어 놓고 실행해 채점합니다")
    marked.add_argument("folder", type=Path, metavar="폴더", help="제출한 노트북이 든 폴더")
    marked.add_argument("--ledger", type=Path, metavar="폴더", help="assign이 만든 폴더. 적지 않으면 모두 같은 문제로 봅니다")
    marked.add_argument("--students", type=Path, metavar="명단.csv", help="assign에 쓴 명단. 표에 학번과 이름을 적습니다")
    marked.add_argument("--lesson", default="", metavar="과", help="노트북에 과가 적혀 있지 않을 때 쓸 과의 번호")
    marked.add_argument("--due", default="", metavar="때", help="마감 (예: 2026-12-01 18:00). 늦은 것을 표시하고 점수는 깎지 않습니다")
    marked.add_argument("--to", type=Path, default=Path("채점"), metavar="폴더", help="결과를 넣을 폴더 (기본: 채점)")
    marked.add_argument("--workers", type=int, default=2, metavar="수", help="나란히 실행할 수 (기본: 2)")
    marked.add_argument("--seconds", type=float, default=60, metavar="초", help="셀 하나에 줄 시간 (기본: 60)")


def _command(commands: argparse._SubParsersAction, name: str, function: object, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=function)
    return parser


def _assign(options: argparse.Namespace) -> int:
    from dpgkit.exercises import assign

    made = assign.assign(options.students.expanduser(), options.lesson, options.seed, options.to.expanduser())
    print(f"{len(made.ledger)}개의 노트북과 정답을 만들었습니다.\n  나누어 줄 것: {made.folder / 'students'}\n"
          f"  정답과 장부(강사만): {made.folder / 'keys'}, {made.folder / assign.ANSWERS}, {made.folder / assign.LEDGER}\n"
          f"  누구의 것인지(강사만): {made.mapping}")
    return 0


def _grade(options: argparse.Namespace) -> int:
    from dpgkit.exercises import feedback, grading, rosters, sandbox

    students = None if options.students is None else rosters.students(options.students.expanduser())
    due = feedback.deadline(options.due) if options.due else None
    limits = sandbox.Limits(cell_seconds=options.seconds, total_seconds=5 * options.seconds)
    folder = options.to.expanduser()
    marks = grading.grade(options.folder.expanduser(), records=folder / "records", ledger=options.ledger, lesson=options.lesson,
                          limits=limits, at_once=max(1, options.workers))
    feedback.write(marks, folder, due=due, students=students)
    states = ", ".join(f"{state} {count}건" for state, count in marks.submissions["상태"].value_counts().items())
    print(f"{states}. 떼어 놓은 정도: {sandbox.LEVELS[sandbox.level()]}\n  표: {folder / feedback.BOOK}, "
          f"{', '.join(feedback.SHEETS.values())}\n  학생마다 한 쪽: {folder / 'feedback'}")
    return 0
