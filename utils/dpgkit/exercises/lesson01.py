"""Checks of the exercises of lesson 1: each step recomputes from the tables of the kit, and names one way to go wrong."""

from collections.abc import Iterator
from statistics import fmean

import pandas as pd

from dpgkit import history
from dpgkit.exercises import expected01, keys, material
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, NUMBER, TEXT, WHOLE, Step
from dpgkit.exercises.given import History
from dpgkit.exercises.values import compact, near, same_members
from dpgkit.history import egdi, surveys
from dpgkit.history.egdi import COMPONENTS

VERDICTS = ("뒷받침됨", "어긋남", "가릴 수 없음")
SURE = ("확실", "틀림없", "분명히", "당연", "명백")
DOUBT = ("엇갈", "다르", "다릅", "다른", "차이", "확인", "않", "어긋", "두 자료")
SHORTEST = 30            # characters of a footnote that says who says what


@exercise("01-1", "발표된 지수를 다시 계산하기", goal=3, kind="compute", minutes=10, difficulty=2, where="7. 발표값을 다시 계산하기",
          hints=("구성 지수는 osi, tii, hci 세 열입니다. epi(온라인참여)는 넣지 않습니다.",
                 "가중 평균은 '값 × 가중치'를 셋 더한 것입니다. 가중치는 표 egdi_editions의 weight_osi, weight_tii, weight_hci입니다."),
          form={"단순 평균": NUMBER, "가중 평균": NUMBER, "발표값과 맞는 것": ("단순 평균", "가중 평균")})
def recomputed(answer: dict, given: History) -> Iterator[Step]:
    """Check the plain and the weighted mean of the components of one country."""
    row = expected01.of_country(given.country).set_index("year").loc[given.weighted_year]
    plain, weighted = answer["단순 평균"], answer["가중 평균"]
    osi, tii, hci = (row[name] for name in COMPONENTS)
    weights = egdi.weights_of(material.table("egdi_editions"), given.weighted_year)
    mean, expected = fmean([osi, tii, hci]), sum(row[name] * weights[name] for name in COMPONENTS)
    others = expected01.of_country(given.country).query("year != @given.weighted_year")[list(COMPONENTS)].mean(axis=1)
    swapped = [.33 * osi + .34 * tii + .33 * hci, .33 * osi + .33 * tii + .34 * hci]
    plain_right, weighted_right = near(plain, mean), near(weighted, expected)
    yield 0 < plain < 1 and 0 < weighted < 1, "지수는 0과 1 사이의 값입니다. 100을 곱하지 않은 값을 적으십시오."
    yield (plain_right or not near(plain, fmean([osi, tii, hci, row["epi"]])),
           "온라인참여지수(epi)까지 넷을 평균했습니다. EGDI의 평균에는 세 구성 지수만 들어갑니다.")
    yield plain_right or not near(plain, expected), "단순 평균 칸에 가중 평균이 있습니다. 두 칸이 바뀌지 않았는지 보십시오."
    yield plain_right or not any(near(plain, one) for one in others), "다른 회차의 평균입니다. 매개변수 weighted_year의 회차를 고르십시오."
    yield plain_right, "단순 평균이 다릅니다. 세 구성 지수를 더해 3으로 나누고 소수 넷째 자리까지 적으십시오."
    yield not near(weighted, mean), "가중 평균이 단순 평균과 같습니다. 값마다 그 회차의 가중치를 곱했는지 보십시오."
    yield (weighted_right or not any(near(weighted, one) for one in swapped),
           "큰 가중치를 다른 구성 지수에 곱했습니다. 가중치의 이름과 값의 이름을 맞추십시오.")
    yield weighted_right, "가중 평균이 다릅니다. '값 × 가중치' 셋을 더하고 소수 넷째 자리까지 적으십시오."
    yield answer["발표값과 맞는 것"] == "가중 평균", "발표된 egdi에서 두 값을 빼 보십시오. 차이가 0에 가까운 쪽을 골라야 합니다."


@exercise("01-2", "0점이 아닌 0", goal=3, kind="repair", minutes=8, difficulty=1, where="5. 전자정부발전지수",
          hints=("열 not_assessed가 1인 나라는 평가하지 않은 나라입니다. 그 나라의 0은 점수가 아닙니다.",
                 "egdi.assessed(표)는 평가받은 나라의 줄만 돌려줍니다. 그다음에 회차를 고르고 평균을 냅니다."),
          form={"평가받은 나라": WHOLE, "세계 평균": NUMBER, "고친 뒤 달라진 값": NUMBER})
def mean_without_zeros(answer: dict, given: History) -> Iterator[Step]:
    """Check the world mean of one edition without the countries that were not assessed."""
    means = egdi.world_means(expected01.index()).set_index("year")
    row, rows = means.loc[given.mean_year], expected01.index().query("year == @given.mean_year")
    mean = egdi.assessed(rows)["egdi"].mean()
    change, right = mean - rows["egdi"].mean(), near(answer["세계 평균"], mean)
    yield answer["평가받은 나라"] != len(rows), "평가하지 않은 나라까지 셌습니다. not_assessed가 0인 줄만 남기십시오."
    yield answer["평가받은 나라"] != row["not_assessed"], "평가하지 않은 나라의 수를 적었습니다. 평가받은 나라를 세십시오."
    yield answer["평가받은 나라"] == row["assessed"], "평가받은 나라의 수가 다릅니다. 매개변수 mean_year의 회차만 골랐는지 보십시오."
    yield (not near(answer["세계 평균"], rows["egdi"].mean(), 0.00006),
           "고치기 전의 평균과 같습니다. 평가하지 않은 나라의 0이 아직 들어 있습니다.")
    yield (right or not near(answer["세계 평균"], egdi.assessed(expected01.index())["egdi"].mean()),
           "모든 회차를 한데 평균했습니다. mean_year의 회차만 고르십시오.")
    yield right or not near(answer["세계 평균"], egdi.assessed(rows)["egdi"].median()), "중앙값을 냈습니다. 여기서는 평균을 냅니다."
    yield right, "세계 평균이 다릅니다. 평가받은 나라의 egdi를 더해 그 수로 나눕니다."
    yield not near(answer["고친 뒤 달라진 값"], -change), "부호가 반대입니다. 고친 값에서 고치기 전의 값을 빼십시오."
    yield near(answer["고친 뒤 달라진 값"], change, 0.0002), "달라진 값이 다릅니다. 고친 값에서 고치기 전의 값을 빼십시오."


@exercise("01-3", "점수가 바뀐 까닭을 나누기", goal=4, kind="compute", minutes=12, difficulty=2, where="6. 순위는 왜 바뀌었습니까",
          hints=("지수는 세 구성 지수의 평균이므로, 구성 지수가 1 오르면 점수는 3분의 1만 오릅니다.",
                 "몫 = (뒤 회차의 값 - 앞 회차의 값) ÷ 3입니다. 세 몫을 더하면 점수의 변화와 맞아야 합니다."),
          form={**dict.fromkeys(COMPONENTS.values(), NUMBER), "가장 크게 올린 것": tuple(COMPONENTS.values())})
def score_in_parts(answer: dict, given: History) -> Iterator[Step]:
    """Check what each component added to the change of the score."""
    parts = expected01.score_parts(given).head(3).set_index("label")
    added, raw = parts["added"], parts["value_after"] - parts["value_before"]
    got = pd.Series({label: answer[label] for label in added.index})
    yield (got.abs() < 1).all(), "몫은 지수의 점수입니다. 100을 곱하거나 백분율로 바꾸지 마십시오."
    yield (not all(near(got[one], raw[one]) for one in added.index),
           "구성 지수의 변화를 그대로 적었습니다. 지수는 셋의 평균이므로 3으로 나누어야 합니다.")
    yield not all(near(got[one], -added[one]) for one in added.index), "부호가 반대입니다. 뒤 회차에서 앞 회차를 빼십시오."
    shares = added / added.sum()
    yield (not all(near(got[one], shares[one]) for one in added.index),
           "점수의 몫이 아니라 비율을 적었습니다. 더해서 1이 아니라 점수의 변화가 되어야 합니다.")
    for label in added.index:
        yield near(got[label], added[label]), f"'{label}'의 몫이 다릅니다. 그 열에서 두 회차의 값을 다시 골라 빼고 3으로 나누십시오."
    yield near(got.sum(), added.sum(), 0.0004), "세 몫을 더해도 점수의 변화가 되지 않습니다."
    yield answer["가장 크게 올린 것"] == added.idxmax(), "세 몫 가운데 가장 큰 것을 고르십시오. 값이 높은 것이 아니라 많이 오른 것입니다."


@exercise("01-4", "그림에서 점수와 순위를 따로 읽기", goal=4, kind="chart", minutes=10, difficulty=2, where="6. 순위는 왜 바뀌었습니까",
          hints=("순위는 수가 작을수록 앞섭니다. 3위에서 4위가 되면 수는 커졌지만 순위는 내려간 것입니다.",
                 "회차마다 바로 앞 회차와 견주어 두 줄을 적어 보십시오. 점수가 올랐는가, 순위의 수가 커졌는가."),
          form={"점수는 오르고 순위는 내려간 회차": LIST, "점수와 순위가 함께 나아진 회차": LIST, "까닭": ("가", "나", "다")})
def score_and_rank(answer: dict, given: History) -> Iterator[Step]:
    """Check the editions in which the score rose while the rank fell."""
    apart, better = expected01.moves(given.country)
    got, fine = answer["점수는 오르고 순위는 내려간 회차"], answer["점수와 순위가 함께 나아진 회차"]
    years = set(map(compact, expected01.of_country(given.country).loc[lambda rows: rows["year"] >= expected01.FIRST, "year"]))
    yield set(map(compact, [*got, *fine])) <= years, f"그림에 없는 회차가 있습니다. {expected01.FIRST}년부터의 회차를 적으십시오."
    yield not (better and same_members(got, better)), "순위의 방향을 거꾸로 읽었습니다. 수가 커지면 순위는 내려간 것입니다."
    yield compact(expected01.FIRST) not in map(compact, [*got, *fine]), f"{expected01.FIRST}년은 견줄 앞 회차가 그림에 없습니다."
    missed = {compact(year) for year in apart} - set(map(compact, got))
    yield not missed, f"점수는 올랐는데 순위가 내려간 회차가 {len(missed)}개 더 있습니다."
    yield same_members(got, apart), "점수가 내렸거나 순위가 내려가지 않은 회차가 들어 있습니다. 회차마다 두 가지를 모두 보십시오."
    yield (same_members(fine, better),
           "함께 나아진 회차가 다릅니다. 점수가 오르고 순위의 수가 작아진 회차만 적으십시오. 순위가 같으면 넣지 않습니다.")
    yield (keys.fits("01-4",
           "까닭", answer["까닭"]), "점수가 올랐는데 순위가 내려가려면 다른 나라에 무슨 일이 있어야 합니까? 순위는 견주어 정해집니다.")


@exercise("01-5", "이어 읽지 말아야 할 곳 찾기", goal=1, kind="choose", minutes=12, difficulty=3, where="8. 국민에게 물은 조사",
          hints=("세 가지를 차례로 보십시오. 값이 빈 해를 건너뛰었는가, 한 해에 5%p 넘게 뛰었는가, 묻는 방법이 바뀐 때에 걸쳐 있는가.",
                 "묻는 방법은 2018년까지와 2021년부터가 다릅니다. 바뀐 때를 정확히 모르면 그 사이의 걸음을 모두 끊습니다."),
          form={"끊어 읽을 해": LIST, "방법이 바뀐 때": LIST, "보고서 문장": ("가", "나", "다", "라")})
def broken_steps(answer: dict, given: History) -> Iterator[Step]:
    """Check where the series of the survey must not be read on."""
    steps, changed = expected01.survey_steps(given.measure), surveys.mode_breaks(material.table("survey_methods")).iloc[0]
    broken, got = steps.loc[steps["broken"], "next_year"], set(map(compact, answer["끊어 읽을 해"]))
    between = {compact(year) for year in broken if changed["after"] < year <= changed["by"]}
    yield (got <= set(map(compact, steps["next_year"])),
           "앞 해와 견줄 수 있는 해만 적으십시오. 그 값이 처음 나온 해와 값이 없는 해는 넣지 않습니다.")
    yield not got.isdisjoint(between), "묻는 방법이 바뀐 때를 보지 않았습니다. 값이 뛴 해만으로는 모자랍니다. 표 methods를 보십시오."
    yield between <= got, "방법이 바뀐 때를 정확히 모릅니다. 알려진 두 해 사이에 걸친 걸음을 모두 끊어야 합니다."
    yield (set(map(compact, broken)) - between <= got,
           "값이 크게 뛰었거나 한 해를 건너뛴 걸음이 빠졌습니다. change와 앞 해가 있는지를 보십시오.")
    yield same_members(got, broken), "끊을 까닭이 없는 해가 들어 있습니다. 방법을 적은 자료가 없다는 것만으로는 끊지 않기로 했습니다."
    yield (same_members(answer["방법이 바뀐 때"], changed[["after",
           "by"]]), "방법이 바뀐 때는 옛 방법이 확인된 마지막 해와 새 방법이 확인된 첫 해로 적습니다.")
    yield (keys.fits("01-5",
           "보고서 문장", answer["보고서 문장"]), "이 표로 받칠 수 없는 문장입니다. 같은 방법으로 물은 두 해를 견주는 문장을 고르십시오.")


@exercise("01-6", "엇갈리는 기록에 각주 달기", goal=1, kind="choose", minutes=12, difficulty=2, where="4. 엇갈리는 기록",
          hints=("표 disputes에서 매개변수 dispute의 줄만 고르면 value(값)와 stated_by(말한 곳)가 나란히 보입니다.",
                 "각주의 틀: '○○은 △△라고 하고, □□은 ◇◇라고 하여 서로 다르다. 여기서는 ~을 따른다.' 정할 수 없으면 둘 다 적습니다."),
          form={"값": LIST, "말한 곳": LIST, "차이의 종류": tuple(dict.fromkeys(expected01.KINDS.values())), "각주": TEXT})
def footnote(answer: dict, given: History) -> Iterator[Step]:
    """Check that a disagreement of sources is reported with both sides and without deciding it by force."""
    rows = expected01.disputed(given.dispute)
    values, said = rows["value"].unique(), rows["stated_by"].tolist()
    note = compact(answer["각주"])
    yield len(answer["값"]) > 1, "값이 하나뿐입니다. 엇갈리는 값을 지우지 말고 모두 적으십시오."
    yield same_members(answer["값"], values), "값이 표와 다릅니다. 날짜와 소수를 줄이거나 반올림하지 말고 표에 적힌 대로 옮기십시오."
    yield same_members(answer["말한 곳"], said), "말한 곳이 모자라거나 다릅니다. 열 stated_by의 이름을 모두 적으십시오."
    yield (answer["차이의 종류"] == expected01.kind_of_difference(rows),
           "차이의 종류가 다릅니다. 두 값을 나란히 놓고 무엇이 다른지 보십시오. 수라면 자릿수부터 맞추어 봅니다.")
    yield len(note) >= SHORTEST, f"각주가 너무 짧습니다. 누가 무엇이라고 하는지 {SHORTEST}자 이상으로 적으십시오."
    yield all(compact(value) in note for value in values), "각주에 빠진 값이 있습니다. 읽는 사람이 두 값을 모두 보아야 합니다."
    yield sum(compact(name) in note for name in set(said)) >= 2, "각주에 누가 한 말인지가 빠졌습니다. 말한 곳을 둘 이상 적으십시오."
    yield (not any(word in note for word in SURE),
           "이 표만으로는 한쪽이 맞다고 잘라 말할 수 없습니다. '확실히', '분명히' 같은 말을 빼십시오.")
    yield any(compact(word) in note for word in DOUBT), "각주에 두 자료가 서로 다르다는 말이 없습니다."


@exercise("01-7", "주장을 표로 가리기", goal=5, kind="claim", minutes=12, difficulty=3, where="10. 글의 주장을 표로 가리기",
          hints=("'늘'이라는 말은 한 회차만 벗어나도 어긋납니다. 회차마다 순위를 보십시오.",
                 "'때문이다'는 원인을 말합니다. 이 키트의 표에 원인을 정할 줄이 없으면 가릴 수 없습니다."),
          form={"가": VERDICTS, "가가 어긋난 회차": LIST, "나": VERDICTS, "다": VERDICTS})
def claims_decided(answer: dict, given: History) -> Iterator[Step]:
    """Check three claims about one country against the tables."""
    rows = expected01.between(given)
    beyond = rows.loc[rows["egdi_rank"] > given.rank, "year"]
    above = rows.loc[rows["egdi_rank"] <= given.rank, "year"]
    got = answer["가가 어긋난 회차"]
    yield answer["가"] != "가릴 수 없음", "'가'는 표 egdi의 순위로 가릴 수 있습니다."
    yield (answer["가"] == ("어긋남" if len(beyond) else "뒷받침됨"),
           "'가'의 판정이 다릅니다. '늘'이므로 모든 회차를 보아야 합니다. 첫 회차와 마지막 회차만 보지 않았습니까?")
    yield not got or not same_members(got, above), "주장대로인 회차를 적었습니다. 순위가 주장보다 뒤인 회차를 적으십시오."
    yield set(map(compact, beyond)) <= set(map(compact, got)), "어긋난 회차가 더 있습니다. 순위의 수가 주장보다 큰 회차를 모두 찾으십시오."
    yield (same_members(got, beyond),
           "어긋나지 않은 회차가 들어 있습니다. 앞 회차와 뒤 회차 사이만, 순위의 수가 주장보다 큰 것만 적으십시오.")
    yield answer["나"] != "가릴 수 없음", "'나'는 점수를 나누어 보면 가릴 수 있습니다. 01-3에서 한 셈을 보십시오."
    most = expected01.score_parts(given).head(3).set_index("part")["added"].idxmax()
    yield (answer["나"] == ("뒷받침됨" if most == "hci" else "어긋남"),
           "'나'의 판정이 다릅니다. 세 구성 지수의 몫 가운데 가장 큰 것이 인적자본인지 보십시오.")
    yield keys.fits("01-7", "다", answer["다"]), "'다'는 원인을 말합니다. 이 키트의 표에 그 원인을 재어 둔 줄이 있는지 보십시오."


@exercise("01-8", "카드의 주인 찾기", goal=2, kind="card", minutes=10, difficulty=1, where="2. 세 가지 정부",
          hints=("세 정부를 가르는 말은 국민의 자리입니다. 이용자, 안내받는 사람, 함께 푸는 협력자.",
                 "표 stage_comparison의 열 basis가 synthesis이면 우리가 묶은 칸, sourced이면 한 자료에서 온 칸입니다."),
          form={**{f"카드 {number}": tuple(history.FORMS.values()) for number in range(1, material.CARDS + 1)}, "묶은 카드": LIST})
def card_owners(answer: dict, given: History) -> Iterator[Step]:
    """Check which form of government each card speaks of, and which cards no single source backs."""
    cells = material.drawn_cells(given.seed)
    for number, form in enumerate(cells["form"], start=1):
        yield (answer[f"카드 {number}"] == history.FORMS[form],
               f"카드 {number}의 주인이 다릅니다. 2절의 표에서 같은 차원의 세 칸을 나란히 읽으십시오.")
    made = [number for number, basis in enumerate(cells["basis"], start=1) if basis == "synthesis"]
    sourced = [number for number, basis in enumerate(cells["basis"], start=1) if basis == "sourced"]
    yield not same_members(answer["묶은 카드"], sourced), "거꾸로입니다. 출처가 하나인 카드가 아니라 우리가 묶은 카드를 적으십시오."
    yield same_members(answer["묶은 카드"], made), "묶은 카드가 다릅니다. 카드마다 출처가 한 자료인지 연표를 묶은 것인지 보십시오."
