"""Checks of the exercises of lesson 4: each step recomputes from the links of the kit's cases, and names one way to go wrong."""

import re
from collections.abc import Iterator

from dpgkit.exercises import expected04, keys
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, NUMBER, TEXT, WHOLE, Step
from dpgkit.exercises.given import Architecture
from dpgkit.exercises.values import compact, near, same_members

SENTENCES = ("가", "나", "다")
NUMBER_IN_TEXT = re.compile(r"\d+(?:\.\d+)?")
CAUSES = ("때문", "덕분", "성공", "확실", "분명")
SHORTEST = 30            # characters of a sentence that names two values and two thresholds


@exercise("04-1", "앞뒤의 그림 읽기", goal=1, kind="chart", minutes=10, difficulty=1, where="2. 이전과 이후",
          hints=("화살표 하나가 연결 하나입니다. 오른쪽 그림에는 그대로 남은 연결도 그려져 있습니다.",
                 "표에서 before가 1인 줄, after가 1인 줄을 따로 세십시오. 새 참여자는 오른쪽에만 있는 이름입니다. "
                 "국민은 이용하는 사람으로, 사례에 따라 가입자나 아동·청소년으로 적혀 있습니다."),
          form={"이전의 연결": WHOLE, "이후의 연결": WHOLE, "새로 들어온 참여자": LIST, "이후에 국민에게 닿는 창구": WHOLE,
                "쓸 수 있는 문장": SENTENCES})
def picture_read(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check links, new parts and doors to the citizens read from the picture."""
    found = expected04.sides(given.case)
    before, after = len(found.links_before), len(found.links_after)
    new, got = found.parts_after - found.parts_before, set(map(compact, answer["새로 들어온 참여자"]))
    yield not (answer["이전의 연결"] == after and answer["이후의 연결"] == before), "이전과 이후가 서로 바뀌었습니다."
    yield answer["이전의 연결"] == before, "이전의 연결 수가 다릅니다. before가 1인 줄만 세십시오."
    yield (answer["이후의 연결"] == after or answer["이후의 연결"] != len(found.links_after - found.links_before),
           "새로 생긴 연결만 셌습니다. 이후에는 그대로 남은 연결도 있습니다.")
    yield answer["이후의 연결"] == after, "이후의 연결 수가 다릅니다. after가 1인 줄만 세십시오."
    yield not got & set(map(compact, found.parts_before)), "이전에도 있던 참여자가 들어 있습니다. 왼쪽 그림의 이름과 견주십시오."
    yield got == set(map(compact, new)), "새로 들어온 참여자가 다릅니다. 오른쪽 그림에만 있는 이름을 모두 적으십시오."
    doors, told = len(found.doors), answer["이후에 국민에게 닿는 창구"]
    yield (told == doors or not found.from_citizens or told != len(found.doors | found.from_citizens),
           "국민이 주는 연결까지 셌습니다. 화살표의 끝이 국민인 것만 창구입니다.")
    yield told == doors, "창구의 수가 다릅니다. 이후에 받는 쪽이 국민인 연결을 세십시오."
    yield (keys.fits("04-1", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "그 문장은 그림에 없는 것을 말합니다. 그림은 연결이 있는지만 보여 주고 얼마나 쓰이는지는 보여 주지 않습니다.")


@exercise("04-2", "새로움을 두 수로", goal=2, kind="compute", minutes=12, difficulty=2, where="3. 새로움을 두 수로",
          hints=("연결을 (주는 쪽, 받는 쪽)의 집합으로 보십시오. 양쪽에 다 있는 것(교집합)과 한쪽에라도 있는 것(합집합)을 셉니다.",
                 "새로움 = 1 - 양쪽에 다 있는 수 ÷ 한쪽에라도 있는 수입니다. 참여자는 그 연결에 나오는 이름의 집합으로 같은 셈을 합니다."),
          form={"양쪽에 다 있는 연결": WHOLE, "한쪽에라도 있는 연결": WHOLE, "연결의 새로움": NUMBER, "참여자의 새로움": NUMBER})
def novelty_computed(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check the Jaccard distances of the links and of the parts."""
    found = expected04.sides(given.case)
    both, either = found.links_before & found.links_after, found.links_before | found.links_after
    links, parts = found.novelty()
    got, told = answer["연결의 새로움"], answer["참여자의 새로움"]
    swapped = answer["양쪽에 다 있는 연결"] == len(either) and answer["한쪽에라도 있는 연결"] == len(both)
    yield not swapped, "두 칸이 서로 바뀌었습니다. 양쪽에 다 있는 것은 한쪽에라도 있는 것보다 많을 수 없습니다."
    yield answer["양쪽에 다 있는 연결"] == len(both), "양쪽에 다 있는 연결의 수가 다릅니다. before와 after가 모두 1인 줄을 세십시오."
    yield (answer["한쪽에라도 있는 연결"] != len(found.links_before) + len(found.links_after),
           "두 쪽의 수를 더했습니다. 양쪽에 다 있는 연결은 한 번만 셉니다.")
    yield answer["한쪽에라도 있는 연결"] == len(either), "한쪽에라도 있는 연결의 수가 다릅니다. before나 after가 1인 줄을 모두 세십시오."
    yield near(got, links, 0.0006) or not near(got, 1 - links, 0.0006), "닮은 정도를 적었습니다. 새로움은 1에서 그 값을 뺀 것입니다."
    yield (near(got, links, 0.0006) or not near(got, len(found.links_after - found.links_before) / len(found.links_before), 0.0006),
           "새 연결을 이전의 연결로 나누었습니다. 한쪽에라도 있는 연결로 나누어야 0과 1 사이가 됩니다.")
    yield near(got, links, 0.0006), "연결의 새로움이 다릅니다. 1에서 '양쪽에 다 있는 수 ÷ 한쪽에라도 있는 수'를 빼십시오."
    yield near(told, parts, 0.0006) or not near(told, links, 0.0006), "연결의 새로움과 같은 값입니다. 참여자의 이름으로 다시 세십시오."
    yield near(told, parts, 0.0006) or not near(told, 1 - parts, 0.0006), "참여자의 닮은 정도를 적었습니다. 1에서 빼십시오."
    yield near(told, parts, 0.0006), "참여자의 새로움이 다릅니다. 이전과 이후의 연결에 나오는 이름을 각각 모아 같은 셈을 하십시오."


@exercise("04-3", "문턱을 밝혀 이름 붙이기", goal=2, kind="choose", minutes=12, difficulty=3, where="3. 새로움을 두 수로",
          hints=("연결이 새롭고 참여자가 그대로면 아키텍처, 참여자만 새로우면 모듈, 둘 다면 급진적, 둘 다 아니면 점진적입니다. "
                 "문턱과 같은 값은 새로운 것입니다.",
                 "조합의 수는 architecture.threshold_table(표)의 스물다섯 칸에서 셉니다. "
                 "설명에는 두 값과 두 문턱의 수를 모두 적고 원인은 말하지 않습니다."),
          form={"혁신의 이름": expected04.KINDS, "다른 이름이 되는 조합": WHOLE, "설명": TEXT})
def threshold_named(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check the kind of innovation under two thresholds, how far it hangs on them, and a sentence that says both."""
    kind, others = expected04.kind_of(given.case, given.link_threshold, given.part_threshold)
    links, parts = expected04.sides(given.case).novelty()
    text, told = compact(answer["설명"]), [float(one) for one in NUMBER_IN_TEXT.findall(answer["설명"])]
    swapped = {"아키텍처 혁신": "모듈 혁신", "모듈 혁신": "아키텍처 혁신"}
    yield (answer["혁신의 이름"] == kind or answer["혁신의 이름"] != swapped.get(kind),
           "두 축이 바뀌었습니다. 아키텍처 혁신은 연결이 새로운 것입니다.")
    yield answer["혁신의 이름"] == kind, "혁신의 이름이 다릅니다. 값마다 자기 문턱과 견주십시오. 문턱과 같으면 새로운 것입니다."
    yield answer["다른 이름이 되는 조합"] <= 25, "문턱은 다섯 가지씩이므로 조합은 모두 스물다섯입니다."
    yield (answer["다른 이름이 되는 조합"] == others or answer["다른 이름이 되는 조합"] != 25 - others,
           "같은 이름이 되는 조합을 셌습니다. 다른 이름이 되는 것을 세십시오.")
    yield answer["다른 이름이 되는 조합"] == others, "조합의 수가 다릅니다. 표의 스물다섯 칸에서 이름이 다른 칸을 세십시오."
    yield len(text) >= SHORTEST, f"설명이 너무 짧습니다. 두 값과 두 문턱이 드러나게 {SHORTEST}자 이상으로 적으십시오."
    yield (all(any(near(one, value, 0.006) for one in told) for value in (links, parts)),
           "설명에 빠진 값이 있습니다. 연결의 새로움과 참여자의 새로움을 소수 둘째 자리까지 적으십시오.")
    yield (all(given_ in told for given_ in (given.link_threshold, given.part_threshold)),
           "설명에 문턱의 수가 빠졌습니다. 두 문턱을 모두 적으십시오.")
    yield "문턱" in text or "기준" in text, "설명에 문턱이라는 말이 없습니다. 어디까지를 새롭다고 보았는지 밝히십시오."
    yield not any(word in text for word in CAUSES), "이 표는 원인과 성공을 말하지 않습니다. '때문', '성공' 같은 말을 빼십시오."


@exercise("04-4", "방향을 버린 분석 고치기", goal=3, kind="repair", minutes=12, difficulty=2, where="4. 그물의 모양",
          hints=("자료는 주는 쪽에서 받는 쪽으로 갑니다. nx.Graph 대신 nx.DiGraph를 쓰거나 architecture.graph(연결 표, "
                 "\"after\")를 쓰십시오.",
                 "밀도 = 연결 수 ÷ (참여자 수 × (참여자 수 - 1))입니다. "
                 "주고받는 비율 = 되돌아오는 연결이 있는 연결 수 ÷ 연결 수입니다(오는 것과 가는 것을 둘 다 셉니다)."),
          form={"연결 수": WHOLE, "밀도": NUMBER, "주고받는 연결의 비율": NUMBER, "국민까지의 걸음": NUMBER, "방향을 버리면": SENTENCES})
def direction_kept(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check the shape of a net read with its directions."""
    right, broken = expected04.shape(given.net), expected04.shape(given.net, directed=False)
    links, density, mutual = answer["연결 수"], answer["밀도"], answer["주고받는 연결의 비율"]
    yield links != broken.links, "고치기 전의 수입니다. 서로 주고받는 두 연결이 하나로 세어졌습니다."
    yield links == right.links, "연결 수가 다릅니다. after가 1인 줄을 방향대로 세십시오."
    yield not near(density, broken.density, 0.0006), "고치기 전의 밀도입니다. 방향이 있으면 있을 수 있는 연결이 두 배입니다."
    yield not near(density, right.density * 2, 0.0006), "있을 수 있는 연결을 방향 없이 셌습니다. 2로 나누지 마십시오."
    yield near(density, right.density, 0.0006), "밀도가 다릅니다. 연결 수를 '참여자 수 × (참여자 수 - 1)'로 나누십시오."
    yield not near(mutual, right.mutual / 2, 0.0006), "주고받는 두 연결을 한 번만 셌습니다. 오는 것과 가는 것을 둘 다 셉니다."
    yield not near(mutual, 1, 0.0006), "방향이 없으면 모든 연결이 주고받는 것처럼 보입니다. 방향이 있는 그물에서 세십시오."
    yield near(mutual, right.mutual, 0.0006), "주고받는 연결의 비율이 다릅니다. 거꾸로 가는 줄도 있는 줄을 세어 모든 줄로 나누십시오."
    yield (near(answer["국민까지의 걸음"], right.steps, 0.006),
           "국민까지의 걸음이 다릅니다. 화살표를 따라 국민에게 닿는 참여자마다 가장 짧은 걸음을 세어 평균하십시오. 국민은 넣지 않습니다.")
    yield (keys.fits("04-4", "방향을 버리면", answer["방향을 버리면"]),
           "방향을 버린 그물에서 두 수가 어느 쪽으로 움직였는지 보십시오. 주는 쪽과 받는 쪽을 가를 수 있습니까?")


@exercise("04-5", "사이에 선 정도를 손으로", goal=3, kind="compute", minutes=15, difficulty=3, where="4. 그물의 모양",
          hints=("그 참여자를 뺀 두 참여자의 쌍마다(방향이 있으므로 가→나와 나→가는 다른 쌍) 가장 짧은 길이 그 참여자를 지나는지 보십시오.",
                 "있을 수 있는 쌍 = (참여자 수 - 1) × (참여자 수 - 2)입니다. nx.betweenness_centrality(그물)은 이 몫을 돌려줍니다."),
          form={"받는 연결": WHOLE, "주는 연결": WHOLE, "사이에 선 쌍": NUMBER, "있을 수 있는 쌍": WHOLE, "매개 중심성": NUMBER,
                "가장 자주 사이에 선 참여자": LIST})
def between_by_hand(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check degree and betweenness of one part of a net."""
    found = expected04.between(given.net, given.hub)
    degrees, pairs = (answer["받는 연결"], answer["주는 연결"]), answer["사이에 선 쌍"]
    unequal = found.into != found.out
    yield (not (unequal and degrees == (found.out, found.into)),
           "받는 연결과 주는 연결이 서로 바뀌었습니다. 화살표의 끝이 그 참여자이면 받는 것입니다.")
    yield degrees == (found.into, found.out), "받는 연결이나 주는 연결의 수가 다릅니다. after가 1인 줄만 세십시오."
    yield answer["있을 수 있는 쌍"] * 2 != found.possible, "방향 없이 셌습니다. 가→나와 나→가는 다른 쌍이므로 2로 나누지 않습니다."
    yield answer["있을 수 있는 쌍"] == found.possible, "있을 수 있는 쌍이 다릅니다. 그 참여자를 뺀 수와 거기서 하나 더 뺀 수를 곱하십시오."
    yield not near(pairs, found.centrality, 0.0006), "쌍의 수가 아니라 몫을 적었습니다. 몫은 매개 중심성 칸에 적습니다."
    yield (near(pairs, found.pairs, 0.01),
           "사이에 선 쌍이 다릅니다. 가장 짧은 길이 그 참여자를 지나는 쌍만 세고, 그 참여자가 끝인 쌍은 세지 마십시오.")
    yield (not near(answer["매개 중심성"], 2 * found.centrality, 0.0006),
           "매개 중심성이 두 배입니다. 방향이 있는 그물에서는 있을 수 있는 쌍을 2로 나누지 않습니다.")
    yield near(answer["매개 중심성"], found.centrality, 0.0006), "매개 중심성이 다릅니다. 사이에 선 쌍을 있을 수 있는 쌍으로 나누십시오."
    yield (same_members(answer["가장 자주 사이에 선 참여자"], found.first),
           "가장 자주 사이에 선 참여자가 다릅니다. 모든 참여자의 값을 내어 가장 큰 것을 적으십시오. 이용하는 사람이 다리일 수도 있습니다.")


@exercise("04-6", "한 곳이 멈추면", goal=4, kind="removal", minutes=14, difficulty=2, where="5. 한 곳이 멈추면",
          hints=("needed가 1이면 주는 쪽이 멈출 때 받는 쪽도 멈춥니다. 2이면 2가 붙은 주는 쪽이 모두 멈추어야 멈춥니다. "
                 "이용하는 사람은 멈추지 않습니다.",
                 "서비스는 이용하는 사람(국민이거나 아무것도 넘기지 않는 참여자)에게 가는 연결입니다. "
                 "멈춘 참여자가 주는 서비스를 세십시오. "
                 "resilience.fall과 resilience.stopped로 확인할 수 있습니다."),
          form={"함께 멈추는 참여자": LIST, "멈추는 서비스": WHOLE, "모든 서비스": WHOLE, "단일 장애점입니까": ("그렇습니다", "아닙니다"),
                "없어도 되면 멈추는 서비스": WHOLE, "쓸 수 있는 문장": SENTENCES})
def hub_falls(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check what stops when one part is taken out, and how far that hangs on the judgement of what is needed."""
    found = expected04.fall(given.fall_case, given.removed)
    got = set(map(compact, answer["함께 멈추는 참여자"]))
    expected = set(map(compact, found.stopped))
    yield compact(given.removed) not in got, "뺀 곳 자신이 들어 있습니다. 그 밖에 함께 멈추는 참여자만 적으십시오."
    yield (got == expected or got != set(map(compact, found.direct)),
           "뺀 곳에서 무엇이든 받는 참여자를 모두, 또는 바로 이웃만 적었습니다. needed를 보고, 멈춘 곳의 다음까지 따라가십시오.")
    yield got >= expected, "함께 멈추는 참여자가 더 있습니다. needed가 1인 연결을 따라가고, 멈춘 곳에서 또 따라가십시오."
    yield got == expected, "멈추지 않는 참여자가 들어 있습니다. needed가 0이거나, 2이면서 다른 길이 남은 곳은 멈추지 않습니다."
    yield answer["모든 서비스"] == found.services, "모든 서비스의 수가 다릅니다. 이용하는 사람에게 가는 이후의 연결을 모두 세십시오."
    yield (answer["멈추는 서비스"] == found.lost or answer["멈추는 서비스"] != found.services - found.lost,
           "이어지는 서비스를 셌습니다. 멈추는 것을 세십시오.")
    yield (answer["멈추는 서비스"] == found.lost,
           "멈추는 서비스의 수가 다릅니다. 뺀 곳과 함께 멈춘 곳이 이용하는 사람에게 주던 연결을 세십시오.")
    yield (answer["단일 장애점입니까"] == ("그렇습니다" if found.single else "아닙니다"),
           "단일 장애점은 멈추면 남의 서비스까지 멈추게 하는 곳입니다. 멈춘 서비스 가운데 자기가 주던 것을 빼 보십시오.")
    yield (answer["없어도 되면 멈추는 서비스"] == found.loosened,
           "뺀 곳이 주는 연결의 needed를 모두 0으로 바꾸면 함께 멈추는 곳이 달라집니다. 자기가 주던 서비스는 그래도 멈춥니다.")
    yield (keys.fits("04-6", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "이 계산은 그린 연결과 그린 사람의 판단(needed)에서 나옵니다. 실제로 멈춘 수나 앞으로 일어날 일을 말하지 않습니다.")


@exercise("04-7", "인증키가 말하는 것", goal=5, kind="choose", minutes=10, difficulty=1, where="6. 쉬운 수 하나: 인증키",
          hints=("인증키를 큰 차례로 줄 세우고 위에서부터 더해 내려가십시오. 몫은 모든 인증키로 나눈 값입니다.",
                 "인증키는 쓰겠다고 신청한 수입니다. 불렀는지, 국민이 보았는지는 여기에 없습니다."),
          form={"모든 인증키": WHOLE, "많은 것들의 몫": NUMBER, "절반에 이르는 API": WHOLE, "무엇의 지표입니까": ("접근", "이용", "만족"),
                "쓸 수 있는 문장": SENTENCES})
def keys_read(answer: dict, given: Architecture) -> Iterator[Step]:
    """Check the share of the most wanted APIs, and what a count of keys says."""
    found = expected04.keys_of(given.seed, given.top)
    share = found.top / found.total
    got, right = answer["많은 것들의 몫"], near(answer["많은 것들의 몫"], found.top / found.total, 0.0006)
    yield answer["모든 인증키"] == found.total, "모든 인증키의 수가 다릅니다. 표의 인증키를 모두 더하십시오."
    yield right or not near(got, 100 * share, 0.06), "백분율을 적었습니다. 몫은 0과 1 사이의 값입니다."
    yield right or got != found.top, "인증키의 수를 적었습니다. 모든 인증키로 나누십시오."
    yield right or not near(got, 1 - share, 0.0006), "나머지의 몫을 적었습니다. 많은 것들의 몫을 적으십시오."
    yield right, "많은 것들의 몫이 다릅니다. 인증키가 많은 차례로 top개를 더해 모든 인증키로 나누십시오."
    yield answer["절반에 이르는 API"] == found.half, "큰 차례로 더해 모든 인증키의 절반에 이르는 API의 수를 세십시오."
    yield (keys.fits("04-7", "무엇의 지표입니까", answer["무엇의 지표입니까"]),
           "인증키는 문을 열 수 있는 사람의 수입니다. 드나든 수도 아니고 마음에 든 정도도 아닙니다.")
    yield (keys.fits("04-7", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "그 문장은 인증키로 알 수 없는 것을 말합니다. 무엇을 센 수인지만 말하는 문장을 고르십시오.")
