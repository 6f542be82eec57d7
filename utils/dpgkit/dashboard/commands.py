"""The commands ``dashboard`` and ``new-store``."""

import argparse
import signal
import time
from contextlib import suppress

from dpgkit import paths

# the modules behind the command are slow to import, and the command line imports this one: the function imports them


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the commands ``dashboard`` and ``new-store`` to the command line."""
    text = "공유측정 저장소의 대시보드를 이 컴퓨터의 브라우저에서 봅니다"
    parser = commands.add_parser("dashboard", help=text, description=text)
    parser.set_defaults(command=_dashboard)
    parser.add_argument("--case", default="housing", metavar="사례", help="목표와 단계의 문을 가져올 사례 (기본: housing)")
    parser.add_argument("--store", default="", metavar="파일_또는_주소",
                        help="저장소의 파일이나 postgresql:// 주소. 적지 않으면 모의자료로 보여 줍니다")
    parser.add_argument("--port", type=int, default=8866, metavar="번호", help="쓸 포트 (기본: 8866, 0이면 빈 번호를 고름)")
    text = "사례의 지표를 담은 빈 공유측정 저장소를 만들고 중추조직의 열쇠를 보여 줍니다"
    parser = commands.add_parser("new-store", help=text, description=text)
    parser.set_defaults(command=_new_store)
    parser.add_argument("store", metavar="파일_또는_주소", help="만들 저장소의 파일(예: 성과.sqlite)이나 postgresql:// 주소")
    parser.add_argument("--case", default="", metavar="사례", help="지표를 가져올 사례. 꼭 적습니다")


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


def _new_store(options: argparse.Namespace) -> int:
    from dpgkit import measurement
    from dpgkit.dashboard.fitting import cases_with_cards
    from dpgkit.errors import DataError
    from dpgkit.reading import some

    if not options.case:
        raise DataError("어느 사례의 지표를 담을지 적지 않았습니다.", allowed=cases_with_cards(),
                        todo=f"{paths.PROGRAM} new-store \"{options.store}\" --case 사례처럼 사례를 적으십시오.")
    table = measurement.case_indicators(options.case)
    if table.empty:
        raise DataError("지표 카드가 없는 사례입니다.", value=options.case, allowed="indicators.csv에 지표가 있는 사례",
                        todo="indicators.csv에 지표를 적거나 다른 사례를 고르십시오.")
    store, key = measurement.create_store(options.store)
    print(f"저장소를 만들었습니다: {store.place}\n  중추조직의 열쇠: {key}\n"
          "  열쇠는 지금 한 번만 보여 줍니다. 안전한 곳에 적어 두고 다른 사람에게 보내지 마십시오.", flush=True)
    with store:
        measurement.add_indicators(store, key, table)
    print(f"  사례 '{options.case}'의 지표 {len(table)}개를 담았습니다: {some(table['name'], 3)}\n"
          "  기관을 더하고, 값을 받고, 공개하는 법은 GUIDE.md의 '공유측정 저장소'에 있습니다.\n"
          f"  값이 모이면 봅니다: {paths.PROGRAM} dashboard --case {options.case} --store \"{store.place}\"")
    return 0
