# ---
# jupyter:
#   dpgkit:
#     lesson: 06_your_case
# ---

# %% [markdown]
# ## 준비
#
# 아래 세 셀을 먼저 실행하십시오. 매개변수의 값은 사람마다 다를 수 있으며, 고치면 나누어 준 문제와 다른 문제가 됩니다.
# 셋째 문항만 키트의 사례 housing을 봅니다. 다른 문항의 표와 문서는 만든 보기(가상)입니다.

# %%
import tempfile
from pathlib import Path

import pandas as pd

from dpgkit import cases, documents, exercises, paths
from dpgkit.cases import caserules
from dpgkit.exercises import material06

pd.set_option("display.max_colwidth", None)

# %% tags=["parameters"]
folder: int = 1  # 망가뜨린 사례 폴더의 번호
sheet: int = 1  # 근거 후보 묶음의 번호
year: int = 2021  # 되짚을 해
provider: str = "SH"  # 통합 표에서 볼 기관
function: str = "apply"  # 통합 표에서 볼 기능
seed: int = 2026  # 카드와 문장을 고르는 씨앗

# %%
check = exercises.checker("06", folder=folder, sheet=sheet, year=year, provider=provider, function=function, seed=seed)
check.parameters()

# %% [markdown] exercise="06-1"
# 아래는 한 사례 폴더의 네 파일을 한 줄씩 편 것입니다. 키트의 사례를 일부러 망가뜨린 만든 보기(가상)이며, `mapping.csv`, `links.csv`,
# `measurements.csv`에 문제가 하나씩 있습니다(`actors.csv`와 여기 없는 파일은 온전합니다). 파일마다 문제가 있는 행의 번호를 적으십시오.
# mapping에서는 어긴 규칙의 번호와 고치는 일을, links에서는 고친 이름을, measurements에서는 고친 값을 적습니다.
# 다섯 규칙은 `caserules.RULES`에 있습니다. 먼저 눈으로 찾고, 그다음에 도움말의 도구로 확인해 보십시오.

# %% exercise="06-1" part="given"
files = material06.broken_files(folder)
material06.shown(files)

# %% exercise="06-1" part="answer"
### BEGIN SOLUTION
place_of_files = tempfile.TemporaryDirectory()
_, problems = cases.read_tables(material06.write_files(files, Path(place_of_files.name)))
place_of_files.cleanup()
of_mapping, of_links, of_measurements = (problems[problems["파일"] == f"{name}.csv"].iloc[0]
                                         for name in ("mapping", "links", "measurements"))
rule = int(of_mapping["문제"][4])
mends = {1: "정해진 조건의 이름으로 바꿉니다", 2: "출처를 적거나 '근거 미확인'으로 바꿉니다", 3: "이 줄만의 근거를 적습니다",
         4: "국민이 하는 일을 적거나 '혜택만'으로 바꿉니다", 5: "매긴 사람과 날을 적습니다"}
names = {wrong: right for right, wrong in material06.WRONG_NAMES.items()}
told = of_measurements["받은 값"].split(" / ")[-1]         # 겹친 행은 지표와 해를 함께 알려 줍니다
answer_1 = {
    "mapping의 행": of_mapping["행"],
    "어긴 규칙": rule,
    "mapping을 고치는 일": mends[rule],
    "links의 행": of_links["행"],
    "links의 고친 이름": names[of_links["받은 값"]],
    "measurements의 행": of_measurements["행"],
    "measurements의 고친 값": int(told) + 1 if told.isdigit() else int("".join(letter for letter in told if letter.isdigit())),
}
### END SOLUTION

# %% exercise="06-1" part="check"
check("06-1", answer_1)
### BEGIN HIDDEN TESTS
check.require("06-1", answer_1)
### END HIDDEN TESTS

# %% tags=["test"] exercise="06-1" right="행을 실수로, 이름의 띄어쓰기를 다르게"
answer_1 = {**answer_1, "mapping의 행": float(answer_1["mapping의 행"]),
            "links의 고친 이름": answer_1["links의 고친 이름"].replace(" ", "")}

# %% tags=["test"] exercise="06-1" wrong="1행은 열의 이름"
answer_1 = {**answer_1, "links의 행": 1}

# %% tags=["test"] exercise="06-1" wrong="다섯 규칙을 지킵니다"
answer_1 = {**answer_1, "mapping의 행": next(row for row in files["mapping"].index if row != answer_1["mapping의 행"])}

# %% tags=["test"] exercise="06-1" wrong="어긴 규칙이 다릅니다"
answer_1 = {**answer_1, "어긴 규칙": answer_1["어긴 규칙"] % 5 + 1}

# %% tags=["test"] exercise="06-1" wrong="그대로 남습니다"
answer_1 = {**answer_1, "mapping을 고치는 일": mends[answer_1["어긴 규칙"] % 5 + 1]}

# %% tags=["test"] exercise="06-1" wrong="철자까지 같은"
answer_1 = {**answer_1, "links의 고친 이름": of_links["받은 값"]}

# %% tags=["test"] exercise="06-1" wrong="글자만 떼거나"
answer_1 = {**answer_1, "measurements의 고친 값": answer_1["measurements의 고친 값"] + 1}

# %% [markdown] exercise="06-2"
# 매핑 표에 한 줄이 이미 있고(`standing`), 다섯 줄의 후보가 들어왔습니다. 모두 만든 보기(가상)입니다. 줄마다 표에 그대로 받을지,
# 거절하면 다섯 규칙(`caserules.RULES`)에서 까닭이 무엇인지 적으십시오.
# 후보는 한 줄씩 따로 봅니다. 끝으로 받은 줄을 두고 할 수 있는 말을 고르십시오.
#
# 가. 받은 줄이 있으므로 이 사례는 성공했다. · 나. 받은 줄은 적는 방식이 맞을 뿐이며, 출처가 그 말을 하는지는 찾아가 확인해야 한다. ·
# 다. 거절한 줄은 거짓이므로 더 찾아보지 않아도 된다.

# %% exercise="06-2" part="given"
standing, rows = material06.standing(), material06.candidates(sheet)
material06.to_read(pd.concat([standing, rows])).replace({"후보": {0: "이미 있는 줄"}})

# %% exercise="06-2" part="answer"
### BEGIN SOLUTION
wordings = {"출처가 없습니다": "출처가 없음", "해나 기간이 없습니다": "수에 때가 없음", "정하는 일이 적혀": "국민이 하는 일이 없음",
            "[추론] 표시": "추론 표시가 맞지 않음", "다른 줄과 같은": "다른 줄과 같은 근거", "없는 조건": "없는 조건"}
complaints = {number: " ".join(caserules.check_mapping(pd.concat([standing, rows.loc[[number]]]))["문제"]) for number in rows.index}
answer_2 = {f"후보 {number}": next((word for sign, word in wordings.items() if sign in what), "받음")
            for number, what in complaints.items()}
answer_2["받은 뒤에 할 말"] = "나"
### END SOLUTION

# %% exercise="06-2" part="check"
check("06-2", answer_2)
### BEGIN HIDDEN TESTS
check.require("06-2", answer_2)
### END HIDDEN TESTS

# %% tags=["key"] exercise="06-2"
key = {"받은 뒤에 할 말": ["나"]}

# %% tags=["test"] exercise="06-2" right="띄어쓰기를 다르게"
answer_2 = {title: word.replace(" ", "") for title, word in answer_2.items()}

# %% tags=["test"] exercise="06-2" wrong="모두 받지는"
answer_2 = {**dict.fromkeys(answer_2, "받음"), "받은 뒤에 할 말": "나"}

# %% tags=["test"] exercise="06-2" wrong="규칙을 지키는데 거절"
answer_2 = {**answer_2, next(title for title, word in answer_2.items() if word == "받음"): "출처가 없음"}

# %% tags=["test"] exercise="06-2" wrong="그대로 받을 수 없습니다"
answer_2 = {**answer_2, next(title for title, word in answer_2.items() if word not in ("받음", "나")): "받음"}

# %% tags=["test"] exercise="06-2" wrong="까닭이 다릅니다"
wrong = next(title for title, word in answer_2.items() if word not in ("받음", "나"))
answer_2 = {**answer_2, wrong: "없는 조건" if answer_2[wrong] != "없는 조건" else "출처가 없음"}

# %% tags=["test"] exercise="06-2" wrong="그 이상을 말하지 않는"
answer_2 = {**answer_2, "받은 뒤에 할 말": "가"}

# %% [markdown] exercise="06-3"
# 보고서에 `year`년의 부적격 당첨 비율이 있습니다. 사례 폴더 `home`에서 이 값이 어느 파일의 몇째 행(엑셀에서 보이는 번호)에서 왔는지 찾아
# 분자, 분모, 비율(%, 소수 셋째 자리), 출처의 이름(source_title)과 갈래를 적으십시오. 이어서 `ladder.csv`에서 `provider`의 `function` 칸이
# 됨(1), 안 됨(0), 모름(빈 칸) 가운데 무엇이며 출처가 무엇인지 적으십시오.
# 파일은 `pd.read_csv(home / "ladder.csv")`처럼 엽니다. 출처를 찾아갈 수 없는 값은 보고서에 쓸 수 없습니다.

# %% exercise="06-3" part="given"
home = paths.cases_dir() / "housing"
pd.DataFrame({"파일": sorted(file.name for file in home.glob("*.*"))})

# %% exercise="06-3" part="answer"
### BEGIN SOLUTION
measured = pd.read_csv(home / "measurements.csv", encoding="utf-8-sig")
place = measured.index[measured["year"] == year][0]
found = measured.loc[place]
ladder = pd.read_csv(home / "ladder.csv", encoding="utf-8-sig").set_index(["provider", "function"])
cell = ladder.loc[(provider, function)]
answer_3 = {
    "파일": "measurements.csv",
    "행": place + 2,
    "분자": found["numerator"],
    "분모": found["denominator"],
    "비율": 100 * found["numerator"] / found["denominator"],
    "출처": found["source_title"],
    "출처의 갈래": "원자료를 옮긴 보도",
    "통합 표의 칸": {1.0: "됨", 0.0: "안 됨"}.get(cell["open"], "모름"),
    "칸의 출처": cell["source_title"],
}
### END SOLUTION

# %% exercise="06-3" part="check"
check("06-3", answer_3)
### BEGIN HIDDEN TESTS
check.require("06-3", answer_3)
### END HIDDEN TESTS

# %% tags=["key"] exercise="06-3"
key = {"출처의 갈래": ["원자료를 옮긴 보도"]}

# %% tags=["test"] exercise="06-3" right="load_case의 표에서, 소수 셋째 자리까지"
tables_of_case = cases.read_tables(home)[0]
again = tables_of_case["measurements"].query("year == @year").iloc[0]
answer_3 = {**answer_3, "분자": again["numerator"], "비율": round(100 * again["numerator"] / again["denominator"], 3),
            "출처": again["source_title"].replace(" ", "")}

# %% tags=["test"] exercise="06-3" wrong="0부터 센 번호"
answer_3 = {**answer_3, "행": place}

# %% tags=["test"] exercise="06-3" wrong="첫 행을 빼고"
answer_3 = {**answer_3, "행": place + 1}

# %% tags=["test"] exercise="06-3" wrong="서로 바뀌었습니다"
answer_3 = {**answer_3, "분자": answer_3["분모"], "분모": answer_3["분자"]}

# %% tags=["test"] exercise="06-3" wrong="누가 옮긴 것인지"
answer_3 = {**answer_3, "출처의 갈래": "통계를 낸 기관의 원자료"}

# %% tags=["test"] exercise="06-3" wrong="안 됨이 아니라 모름"
answer_3 = {**answer_3, "통합 표의 칸": "됨" if answer_3["통합 표의 칸"] != "됨" else "모름"}

# %% tags=["test"] exercise="06-3" wrong="해마다의 분자와 분모가 없습니다"
answer_3 = {**answer_3, "파일": "indicators.csv"}

# %% [markdown] exercise="06-4"
# 폴더 `pile`에 모은 문서(만든 보기, 가상)를 `documents.read_corpus`로 읽습니다. ① 모은 파일, ② 읽은 문서, ③ 다른 문서와 겹친 문서,
# ④ 읽지 못한 파일의 수와 ⑤ 내용이 없는 파일의 이름을 적고, ⑥ 보고서에 적을 것을 고르십시오.
#
# 가. 읽은 문서의 수만 적는다. · 나. 모은 파일에서 겹친 것과 읽지 못한 것이 몇이며 왜인지를 읽은 수와 함께 적는다. ·
# 다. 읽지 못한 파일은 지우고 처음부터 없던 것으로 적는다.

# %% exercise="06-4" part="given"
pile = tempfile.TemporaryDirectory()
loaded = documents.read_corpus(str(material06.write_pile(folder, Path(pile.name))))
pd.DataFrame({"모은 파일": sorted(file.name for file in Path(pile.name).iterdir())})

# %% exercise="06-4" part="answer"
### BEGIN SOLUTION
again = loaded.refused["까닭"].str.startswith("다른 문서와 겹칩니다")
answer_4 = {
    "모은 파일": len(list(Path(pile.name).iterdir())),
    "읽은 문서": len(loaded.documents),
    "겹친 문서": again.sum(),
    "읽지 못한 파일": (~again).sum(),
    "내용이 없는 파일": loaded.refused.loc[loaded.refused["까닭"].str.contains("0바이트"), "파일"].tolist(),
    "보고서에 적을 것": "나",
}
### END SOLUTION

# %% exercise="06-4" part="check"
check("06-4", answer_4)
### BEGIN HIDDEN TESTS
check.require("06-4", answer_4)
### END HIDDEN TESTS

# %% tags=["key"] exercise="06-4"
key = {"보고서에 적을 것": ["나"]}

# %% tags=["test"] exercise="06-4" right="flow의 표와 빼기로, 이름 하나를 글로"
answer_4 = {**answer_4, "읽은 문서": float(answer_4["모은 파일"] - len(loaded.refused)), "내용이 없는 파일": "빈 쪽지.txt"}

# %% tags=["test"] exercise="06-4" wrong="읽은 문서만 셌습니다"
answer_4 = {**answer_4, "모은 파일": len(loaded.documents)}

# %% tags=["test"] exercise="06-4" wrong="겹친 문서까지 읽은"
answer_4 = {**answer_4, "읽은 문서": len(loaded.documents) + again.sum()}

# %% tags=["test"] exercise="06-4" wrong="읽지 못한 파일에 넣었습니다"
answer_4 = {**answer_4, "읽지 못한 파일": len(loaded.refused)}

# %% tags=["test"] exercise="06-4" wrong="0바이트인 파일을 가려"
answer_4 = {**answer_4, "내용이 없는 파일": loaded.refused["파일"]}

# %% tags=["test"] exercise="06-4" wrong="줄어든 까닭이 보이는"
answer_4 = {**answer_4, "보고서에 적을 것": "가"}

# %% [markdown] exercise="06-5"
# 사례를 내기 전의 점검표입니다(만든 보기, 가상). 된 것이 모두이면 갖춤, 0이면 없음, 그 사이면 일부입니다. 상태마다 몇 가지인지 세고,
# 할 일의 차례에서 첫째, 둘째, 셋째를 적으십시오. 없음을 표의 차례대로 먼저 하고, 그다음에 일부를 표의 차례대로 합니다.
# 끝으로 애써 찾았으나 근거를 찾지 못한 칸을 어떻게 할지 고르십시오.
#
# 가. 비슷한 사례의 근거를 옮겨 채운다. · 나. '근거 미확인'으로 두고 어디를 찾았는지 적어 낸다. · 다. 그 칸을 표에서 지우고 낸다.

# %% exercise="06-5" part="given"
todo = material06.checklist(sheet)
todo

# %% exercise="06-5" part="answer"
### BEGIN SOLUTION
missing, full = todo["된 것"] == 0, todo["된 것"] == todo["모두"]
partly = ~missing & ~full
first, second, third = [*todo.loc[missing, "무엇"], *todo.loc[partly, "무엇"]][:3]
answer_5 = {"갖춤": full.sum(), "일부": partly.sum(), "없음": missing.sum(), "먼저 할 것": first, "그다음 할 것": second,
            "세 번째로 할 것": third, "찾지 못한 칸": "나"}
### END SOLUTION

# %% exercise="06-5" part="check"
check("06-5", answer_5)
### BEGIN HIDDEN TESTS
check.require("06-5", answer_5)
### END HIDDEN TESTS

# %% tags=["key"] exercise="06-5"
key = {"찾지 못한 칸": ["나"]}

# %% tags=["test"] exercise="06-5" right="띄어쓰기를 다르게, 실수로"
answer_5 = {**answer_5, "갖춤": float(full.sum()), "먼저 할 것": first.replace(" ", "")}

# %% tags=["test"] exercise="06-5" wrong="가지가 되어야"
answer_5 = {**answer_5, "일부": partly.sum() + 1}

# %% tags=["test"] exercise="06-5" wrong="아직 없는 것이 먼저"
answer_5 = {**answer_5, "먼저 할 것": third}

# %% tags=["test"] exercise="06-5" wrong="'갖춤'의 수가"
answer_5 = {**answer_5, "갖춤": partly.sum() + full.sum(), "일부": 0}

# %% tags=["test"] exercise="06-5" wrong="하나 더 있습니다"
answer_5 = {**answer_5, "그다음 할 것": third}

# %% tags=["test"] exercise="06-5" wrong="모르는 채로 내는"
answer_5 = {**answer_5, "찾지 못한 칸": "가"}

# %% [markdown]
# ## 여기까지
#
# 이제 자기 사례의 폴더에서 같은 일을 하십시오. 고칠 것이 남아 있는지는 `python3 kit.py check-case 내사례`가 알려 줍니다.

# %%
check.progress()
