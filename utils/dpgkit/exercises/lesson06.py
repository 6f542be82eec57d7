"""Checks of the exercises of lesson 6: each step asks the rules of a case folder again, and names one way to go wrong."""

from collections.abc import Iterator

from dpgkit.exercises import expected06, keys, material06
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, NUMBER, TEXT, WHOLE, Step
from dpgkit.exercises.given import YourCase
from dpgkit.exercises.values import compact, near, same_members, same_words
from dpgkit.kpi.ladders import FUNCTIONS

VERDICTS = (expected06.TAKEN, *expected06.SIGNS.values())
STATES = {"1": "됨", "0": "안 됨", "": "모름"}
FILES = ("case.yml", "mapping.csv", "indicators.csv", "measurements.csv", "ladder.csv")
ITEMS = tuple(material06.ITEMS)
THIRD = 0.0011


@exercise("06-1", "망가진 사례 폴더에서 문제 셋을 찾아 고치기", goal=1, kind="folder", minutes=20, difficulty=3, where="2. 사례 점검",
          hints=("mapping은 다섯 규칙으로, links의 이름은 actors의 name과, measurements는 칸에 든 것이 수인지로 봅니다.",
                 "material06.write_files로 폴더에 쓰고 cases.read_tables(폴더)를 부르면 문제를 파일과 행과 열로 알려 줍니다."),
          form={"mapping의 행": WHOLE, "어긴 규칙": WHOLE, "mapping을 고치는 일": tuple(expected06.MENDS.values()), "links의 행": WHOLE,
                "links의 고친 이름": TEXT, "measurements의 행": WHOLE, "measurements의 고친 값": WHOLE})
def folder_mended(answer: dict, given: YourCase) -> Iterator[Step]:
    """Check that the fault of each file was found, and that the mended cell is what it should be."""
    faults, files = expected06.faults(given.folder), material06.broken_files(given.folder)
    rows = {name: answer[f"{name}의 행"] for name in faults}
    for name, row in rows.items():
        yield row != 1, f"{name}: 1행은 열의 이름입니다. 표의 '행'에 적힌 번호를 쓰십시오."
        yield row in files[name].index, f"{name}: 그 행이 없습니다. 표의 '행'에 적힌 번호를 쓰십시오."
    faulty = faults["mapping"]
    yield rows["mapping"] == faulty.row, "그 줄은 다섯 규칙을 지킵니다. 조건, 출처, 근거의 겹침, 국민의 일, 매긴 사람을 보십시오."
    yield 1 <= answer["어긴 규칙"] <= 5, "매핑 표의 규칙은 1부터 5까지입니다."
    yield answer["어긴 규칙"] == faulty.rule, "그 줄이 어긴 규칙이 다릅니다. 3과의 다섯 규칙을 다시 읽으십시오."
    yield (answer["mapping을 고치는 일"] == expected06.MENDS[faulty.rule],
           "그렇게 고치면 어긴 규칙이 그대로 남습니다. 규칙이 요구하는 칸을 고치십시오.")
    yield rows["links"] == faults["links"].row, "links에서 그 줄의 두 이름은 actors에 모두 있습니다. 없는 이름이 든 줄을 찾으십시오."
    yield (compact(answer["links의 고친 이름"]) in map(compact, files["actors"]["name"]),
           "actors의 name에 없는 이름입니다. 철자까지 같은 이름을 적으십시오.")
    yield (same_words(answer["links의 고친 이름"], expected06.mended_value(given.folder, "links")),
           "actors에 있으나 이 줄의 주체가 아닙니다. 잘못 적은 이름이 누구를 가리키는지 보십시오.")
    yield rows["measurements"] == faults["measurements"].row, "measurements에서 그 줄은 읽힙니다. 수가 아닌 칸이나 겹친 해를 찾으십시오."
    yield (compact(answer["measurements의 고친 값"]) == compact(expected06.mended_value(given.folder, "measurements")),
           "고친 값이 다릅니다. 칸에서 수가 아닌 글자만 떼거나, 앞뒤의 해를 보고 그해를 적으십시오.")


@exercise("06-2", "근거 후보를 받거나 거절하기", goal=3, kind="choose", minutes=15, difficulty=2,
          where="5. 근거가 없는 칸의 후보 문장",
          hints=("후보마다 봅니다. 조건의 이름, 출처, 수가 있으면 해나 기간, 국민의 줄이면 하는 일, [추론]과 상태, 겹친 근거.",
                 "'근거 미확인'이라고 적은 줄은 출처가 없어도 받습니다. 모른다고 적는 것은 잘못이 아닙니다."),
          form={**{f"후보 {number}": VERDICTS for number in range(1, material06.CANDIDATES + 1)}, "받은 뒤에 할 말": ("가", "나", "다")})
def candidates_judged(answer: dict, given: YourCase) -> Iterator[Step]:
    """Check which candidates may go into the mapping, and why the others may not."""
    verdicts = expected06.verdicts(given.sheet)
    got = [answer[f"후보 {number}"] for number in range(1, material06.CANDIDATES + 1)]
    yield got.count(expected06.TAKEN) < len(got), "모두 받지는 않습니다. 규칙을 어긴 후보가 있습니다."
    yield got.count(expected06.TAKEN) > 0, "모두 거절하지는 않습니다. '근거 미확인'과 [추론]도 바르게 적었으면 받습니다."
    for number, (mine, right) in enumerate(zip(got, verdicts, strict=True), start=1):
        yield mine == expected06.TAKEN or right != expected06.TAKEN, f"후보 {number}은(는) 규칙을 지키는데 거절했습니다."
        yield mine != expected06.TAKEN or right == expected06.TAKEN, f"후보 {number}은(는) 그대로 받을 수 없습니다. 어긴 것을 찾으십시오."
        yield mine == right, f"후보 {number}을(를) 거절하는 까닭이 다릅니다. 그 줄에서 어긴 것은 하나뿐입니다."
    yield (keys.fits("06-2", "받은 뒤에 할 말", answer["받은 뒤에 할 말"]),
           "줄을 받은 것은 적는 방식이 맞다는 뜻입니다. 그 이상을 말하지 않는 문장을 고르십시오.")


@exercise("06-3", "보고서의 값 하나를 출처까지 되짚기", goal=4, kind="source", minutes=12, difficulty=1, where="9. 근거의 길",
          hints=("비율은 측정값의 분자와 분모에서 나옵니다. 사례 폴더의 어느 파일에 해마다의 수가 있는지 보십시오.",
                 "행은 엑셀에서 보이는 번호입니다. 첫 행이 열의 이름이므로 첫 자료는 2행입니다."),
          form={"파일": FILES, "행": WHOLE, "분자": WHOLE, "분모": WHOLE, "비율": NUMBER, "출처": TEXT,
                "출처의 갈래": ("통계를 낸 기관의 원자료", "원자료를 옮긴 보도"), "통합 표의 칸": tuple(STATES.values()),
                "칸의 출처": TEXT})
def value_traced(answer: dict, given: YourCase) -> Iterator[Step]:
    """Check that one rate and one cell of the ladder were followed back to the row and the source they come from."""
    row, cell = expected06.trail(given.year), expected06.ladder_cell(given.provider, given.function)
    part, whole = int(row["numerator"]), int(row["denominator"])
    rate = 100 * part / whole
    yield answer["파일"] == "measurements.csv", "그 파일에는 해마다의 분자와 분모가 없습니다."
    yield answer["행"] != int(row.name) - 2, "0부터 센 번호입니다. 엑셀에서 보이는 행의 번호를 적으십시오."
    yield answer["행"] != int(row.name) - 1, "열의 이름이 있는 첫 행을 빼고 셌습니다. 첫 자료는 2행입니다."
    yield answer["행"] == int(row.name), "그 행은 다른 해입니다. 매개변수 year의 해를 찾으십시오."
    yield (answer["분자"], answer["분모"]) != (whole, part), "분자와 분모가 서로 바뀌었습니다."
    yield answer["분자"] == part, "분자가 다릅니다. 그 행의 numerator를 옮기십시오."
    yield answer["분모"] == whole, "분모가 다릅니다. 그 행의 denominator를 옮기십시오."
    yield not near(answer["비율"], rate / 100), "백분율로 적으십시오. 100을 곱하지 않은 값입니다."
    yield near(answer["비율"], rate, THIRD), "비율이 다릅니다. 분자 ÷ 분모에 100을 곱해 소수 셋째 자리까지 적으십시오."
    yield same_words(answer["출처"], row["source_title"]), "출처가 다릅니다. 그 행의 source_title을 그대로 옮기십시오."
    yield (keys.fits("06-3", "출처의 갈래", answer["출처의 갈래"]),
           "출처의 이름을 다시 읽으십시오. 누가 낸 자료를 누가 옮긴 것인지 갈라 봅니다.")
    yield (answer["통합 표의 칸"] == STATES[cell["open"]],
           f"ladder.csv에서 {given.provider}의 {FUNCTIONS[given.function]} 칸을 보십시오. 빈 칸은 안 됨이 아니라 모름입니다.")
    yield same_words(answer["칸의 출처"], cell["source_title"]), "칸의 출처가 다릅니다. 그 줄의 source_title을 그대로 옮기십시오."


@exercise("06-4", "읽은 문서와 읽지 못한 문서를 함께 적기", goal=2, kind="compute", minutes=10, difficulty=2, where="3. 문서 읽기",
          hints=("documents.read_corpus(폴더)의 documents는 읽은 문서, refused는 읽지 못했거나 겹친 파일과 그 까닭입니다.",
                 "refused에서 까닭이 '다른 문서와 겹칩니다'로 시작하는 것은 겹친 문서입니다. 나머지가 읽지 못한 파일입니다."),
          form={"모은 파일": WHOLE, "읽은 문서": WHOLE, "겹친 문서": WHOLE, "읽지 못한 파일": WHOLE, "내용이 없는 파일": LIST,
                "보고서에 적을 것": ("가", "나", "다")})
def documents_counted(answer: dict, given: YourCase) -> Iterator[Step]:
    """Check that files read, files that are there twice and files that could not be read were told apart."""
    pile = expected06.pile(given.folder)
    read, twice, lost = (answer[name] for name in ("읽은 문서", "겹친 문서", "읽지 못한 파일"))
    yield answer["모은 파일"] != pile.read, "읽은 문서만 셌습니다. 모은 파일은 폴더에 있는 모든 파일입니다."
    yield answer["모은 파일"] == pile.files, "모은 파일의 수가 다릅니다. 폴더의 파일을 모두 세십시오."
    yield read != pile.read + pile.twice, "겹친 문서까지 읽은 것으로 셌습니다. 같은 글은 한 번만 셉니다."
    yield read == pile.read, "읽은 문서의 수가 다릅니다. read_corpus가 돌려준 documents의 줄을 세십시오."
    yield lost != pile.lost + pile.twice, "겹친 문서를 읽지 못한 파일에 넣었습니다. 겹친 것은 읽었으나 다시 세지 않은 것입니다."
    yield twice == pile.twice, "겹친 문서의 수가 다릅니다. 까닭이 '다른 문서와 겹칩니다'인 줄을 세십시오."
    yield lost == pile.lost, "읽지 못한 파일의 수가 다릅니다. 겹친 것을 뺀 나머지 줄을 세십시오."
    yield (same_members(answer["내용이 없는 파일"], [material06.EMPTY]),
           "내용이 없는 파일이 다릅니다. 깨졌거나 형식을 모르는 파일과 0바이트인 파일을 가려 이름을 적으십시오.")
    yield (keys.fits("06-4", "보고서에 적을 것", answer["보고서에 적을 것"]),
           "다른 사람이 같은 파일로 같은 수를 얻을 수 없습니다. 모은 것에서 읽은 것까지 줄어든 까닭이 보이는 쪽을 고르십시오.")


@exercise("06-5", "내기 전에 먼저 할 일 정하기", goal=5, kind="choose", minutes=8, difficulty=1, where="10. 낼 준비",
          hints=("된 것이 0이면 없음, 모두이면 갖춤, 그 사이면 일부입니다.",
                 "없음인 것을 표의 차례대로 먼저, 일부인 것을 그다음에 합니다."),
          form={"갖춤": WHOLE, "일부": WHOLE, "없음": WHOLE, "먼저 할 것": ITEMS, "그다음 할 것": ITEMS, "세 번째로 할 것": ITEMS,
                "찾지 못한 칸": ("가", "나", "다")})
def next_steps(answer: dict, given: YourCase) -> Iterator[Step]:
    """Check the states of a checklist, and what to do first."""
    counts, order = expected06.to_do(given.sheet)
    yield sum(answer[state] for state in counts.index) == len(ITEMS), f"세 수를 더하면 점검 {len(ITEMS)}가지가 되어야 합니다."
    for state in ("갖춤", "없음", "일부"):
        yield answer[state] == counts[state], f"'{state}'의 수가 다릅니다. 줄마다 된 것과 모두를 견주십시오."
    yield answer["먼저 할 것"] not in order[2:], "일부라도 있는 것보다 아직 없는 것이 먼저입니다."
    yield answer["먼저 할 것"] == order[0], "먼저 할 것이 다릅니다. 없음인 것 가운데 표에서 가장 위의 것을 고르십시오."
    yield answer["그다음 할 것"] == order[1], "그다음 할 것이 다릅니다. 없음인 것이 하나 더 있습니다."
    yield answer["세 번째로 할 것"] == order[2], "없음인 것을 다 한 뒤에는 일부인 것을 표의 차례대로 합니다."
    yield (keys.fits("06-5", "찾지 못한 칸", answer["찾지 못한 칸"]),
           "점검표를 채우려고 근거를 만들 수는 없습니다. 모르는 것을 모르는 채로 내는 방법을 고르십시오.")
