"""The command ``dashboard``."""

import argparse
import signal
import time
from contextlib import suppress

# the modules behind the command are slow to import, and the command line imports this one: the function imports them


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``dashboard`` to the command line."""
    text = "공유측정 저장소의 대시보드를 이 컴퓨터의 브라우저에서 봅니다"
    parser = commands.add_parser("dashboard", help=text, description=text)
    parser.set_defaults(command=_dashboard)
    parser.add_argument("--case", default="housing", metavar="사례", help="목표와 단계의 문을 가져올 사례 (기본: housing)")
    parser.add_argument("--store", default="", metavar="파일_또는_주소",
                        help="저장소의 파일이나 postgresql:// 주소. 적지 않으면 모의자료로 보여 줍니다")
    parser.add_argument("--port", type=int, default=8866, metavar="번호", help="쓸 포트 (기본: 8866, 0이면 빈 번호를 고름)")


def _dashboard(options: argparse.Namespace) -> int:
    from dpgkit.dashboard import server

    with suppress(ValueError):                 # only the main thread may; a server that is told to end must end its page too
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("대시보드를 준비합니다.", flush=True)
    try:
        with server.serving(options.case, store=options.store, port=options.port) as served:
            print(f"대시보드를 열었습니다. 브라우저에서 이 주소를 여십시오.\n  {served.address}\n"
                  f"  {'저장소를 읽기만 합니다.' if options.store else '모의자료로 만든 저장소입니다.'} 이 컴퓨터에서만 열립니다.\n"
                  "  끝내려면 Ctrl+C를 누르십시오.", flush=True)
            while served.process.poll() is None:
                time.sleep(0.3)
            raise server.DashboardError("대시보드의 서버가 멈추었습니다.", todo="다시 여십시오.")
    except KeyboardInterrupt:
        print("\n대시보드를 닫았습니다.", flush=True)
        return 0
