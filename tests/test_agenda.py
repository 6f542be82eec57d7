"""The code book, the rules on hand-made tokens, and hand coding there and back."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from dpgkit import agenda, agreement, tables
from dpgkit.errors import DataError, ParameterError

KIT = agenda.load_codebook()
CODES = pd.DataFrame([("a", "one", ""), ("b", "one", ""), ("a1", "two", "a"), ("a2", "two", "a")],
                     columns=["code", "scheme", "rolls_up_to"])
HEADS = {"agenda_codes": "code,scheme,label_ko,label_en,rolls_up_to,meaning_ko,source\n",
         "agenda_rules": "rule,code,all,any,none,window,reason_ko,source\n"}


def book(*rules):
    """Return a small code book; a rule is (code, all, any, none, window)."""
    table = pd.DataFrame([(f"r{number}", *rule) for number, rule in enumerate(rules, start=1)],
                         columns=["rule", "code", "all", "any", "none", "window"])
    return agenda.check_codebook(agenda.Codebook(CODES, table.astype({"window": "Int64"})))


def tokens(*sentences, document="d"):
    """Return tokens of sentences such as ``정부 의/J 데이터``; ``_`` is a space within a token, a number skips positions."""
    rows = []
    for number, sentence in enumerate(sentences, start=1):
        position = 0
        for word in sentence.split():
            position += int(word) if word.isdigit() else 1
            if not word.isdigit():
                rows.append((document, number, position, word.removesuffix("/J").replace("_", " "),
                             "PARTICLE" if word.endswith("/J") else "NOUN"))
    return pd.DataFrame(rows, columns=["document", "sentence", "position", "lemma", "pos"])


def units(table):
    return table[["document", "sentence"]].drop_duplicates(ignore_index=True).assign(start=0, text="글")


def code(codebook, *sentences):
    table = tokens(*sentences)
    return agenda.code_sentences(table, units(table), codebook)


def fired(rule, sentence):
    return code(book(rule), sentence)["matched"].tolist()


def coded(*rows):
    return pd.DataFrame(rows, columns=["document", "sentence", "code", "scheme"]).assign(rule="r", matched="말")


# --- the code book of the kit

def test_the_cap_topics_are_the_twenty_one_numbers():
    topics = KIT.codes[KIT.codes["scheme"] == "cap"]
    assert topics["code"].tolist() == [str(n) for n in [*range(1, 11), *range(12, 22), 23]]
    assert topics.set_index("code")["label_en"].loc[["17", "20", "23"]].tolist() == ["Technology", "Government Operations", "Culture"]


def test_local_tags_cannot_be_taken_for_official_subtopics():
    local = KIT.codes[KIT.codes["scheme"] == "digital"]
    assert set(local["rolls_up_to"]) == {"17", "20"}
    assert not local["code"].str.fullmatch(r"\d+").any() and local["source"].str.contains("공식 세부 부호가 아님").all()


def test_the_conditions_are_those_of_the_mapping_table():
    conditions = tables.load("conditions").set_index("condition")["label_ko"].to_dict()
    assert KIT.labels("condition") == conditions


def test_every_code_has_rules_and_every_rule_of_the_ideas_says_how_it_was_chosen():
    assert len(KIT.rules) >= 120 and set(KIT.rules["code"]) == set(KIT.codes["code"])
    ideas = KIT.rules[KIT.rules["code"].isin(KIT.labels("dpg"))]
    assert ideas["reason_ko"].str.contains("어느 시기에 자주 나오는지는 보지 않았습니다").all()


@pytest.mark.parametrize(("sentence", "expected"), [
    ("모든 데이터 를/J 잇다", {"data"}),
    ("디지털 플랫폼 정부 를/J 만들다", set()), ("디지털플랫폼정부 를/J 만들다", set()),
    ("디지털 플랫폼 정부 의/J 민간 플랫폼 개방", {"platform"}),
    ("정부 와/J 기업 과/J 국민 이/J 함께 사회문제 를/J 풀다", {"actors", "value"}),
    ("중소 벤처 기업 부/J 정부 국민", set()), ("부가가치 세 를/J 내다", set()),
    ("기관 끼리 정보 를/J 공동 이용 하다", {"data"})])
def test_the_four_ideas_on_sentences_made_for_them(sentence, expected):
    found = code(KIT, sentence)
    assert set(found.loc[found["scheme"] == "dpg", "code"]) == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    ("공동 의/J 목표 에/J 합의 하다", "common_agenda"), ("성과 지표 를/J 공개 하다", "shared_measurement"),
    ("서로 역할 을/J 나누다", "mutually_reinforcing"), ("시민 의/J 의견 을/J 듣다", "continuous_communication"),
    ("대통령 소속 위원회 를/J 두다", "backbone"), ("기자 간담회 를/J 열다", None), ("인수위원회 가/J 출범 하다", None)])
def test_the_five_conditions_on_sentences_made_for_them(sentence, expected):
    found = code(KIT, sentence)
    assert set(found.loc[found["scheme"] == "condition", "code"]) == ({expected} if expected else set())


@pytest.mark.parametrize(("sentence", "expected"), [
    ("장애 등급 을/J 고치다", False), ("장애인 을/J 돕다", False), ("전산망 에/J 장애 가/J 나다", True)])
def test_an_outage_is_not_a_disability(sentence, expected):
    assert ("D20-8" in code(KIT, sentence)["code"].tolist()) is expected


# --- a reader's own code book

def write(folder, name, rows, encoding="utf-8"):
    (folder / f"{name}.csv").write_bytes((HEADS[name] + rows).encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_a_readers_rows_stack_on_top(tmp_path, encoding):
    folder = tmp_path / "내 부호책"
    folder.mkdir()
    write(folder, "agenda_codes", "교육청,digital,교육청 일,Board,20,뜻,직접 정함\n", encoding)
    write(folder, "agenda_rules", "data-01,data,,자료,,,바꿈,직접\nmine,교육청,,돌봄교실,,,새로,직접\n", encoding)
    mine = agenda.load_codebook(folder)
    assert len(mine.rules) == len(KIT.rules) + 1 and len(mine.codes) == len(KIT.codes) + 1
    assert mine.rules.set_index("rule").loc["data-01", "any"] == "자료"


def test_decomposed_hangul_in_a_file_still_matches(tmp_path):
    write(tmp_path, "agenda_rules", "mine,20,,\u1103\u1169\u11af\u1107\u1169\u11b7,,,새로,직접\n")
    assert "mine" in code(agenda.load_codebook(tmp_path), "돌봄")["rule"].tolist()


@pytest.mark.parametrize(("name", "row", "message"), [
    ("agenda_rules", "x,nosuch,,말,,,까닭,직접", "없는 부호를 쓴 규칙입니다.\n.*x: nosuch"),
    ("agenda_rules", "x,20,,,말,,까닭,직접", "낱말이 없는 규칙입니다"),
    ("agenda_rules", "x,20,말,,말,,까닭,직접", "있어야 할 낱말과 없어야 할 낱말이 같습니다"),
    ("agenda_rules", "x,20,,말,,3,까닭,직접", "창이 쓰이지 않는 규칙입니다"),
    ("agenda_rules", "x,20,가;나;다,,,2,까닭,직접", "창이 너무 좁은 규칙입니다"),
    ("agenda_rules", "x,20,가;나,,,넓게,까닭,직접", "정수가 아닌 값이 있습니다"),
    ("agenda_rules", "x,20,,*,,,까닭,직접", "별표에 붙은 말이 너무 짧습니다"),
    ("agenda_rules", "x,20,,위*회,,,까닭,직접", "별표가 낱말 가운데에 있습니다"),
    ("agenda_rules", "x,20,,새말,,,까닭,직접\ny,20,,새말,,,까닭,직접", "내용이 같은 규칙이 있습니다.\n.*x, y"),
    ("agenda_rules", "x,20,,새말,,,까닭,직접\nx,20,,딴말,,,까닭,직접", "앞의 행과 겹칩니다"),
    ("agenda_codes", "x,digital,가,A,nosuch,뜻,출처", "부호표에 없는 윗부호가 있습니다"),
    ("agenda_codes", "x,digital,가,A,y,뜻,출처\ny,digital,나,B,x,뜻,출처", "윗부호가 제자리로 돌아옵니다"),
    ("agenda_codes", "x,nosuch,가,A,,뜻,출처", "쓸 수 없는 값")])
def test_a_broken_code_book_is_refused(tmp_path, name, row, message):
    with pytest.raises(DataError, match=message):
        agenda.load_codebook(write(tmp_path, name, row + "\n"))


def test_a_folder_without_a_code_book_is_refused(tmp_path):
    with pytest.raises(DataError, match="부호책이 없는 폴더입니다"):
        agenda.load_codebook(tmp_path)


# --- rules

@pytest.mark.parametrize("sentence", [
    "디지털플랫폼정부", "디지털 플랫폼 정부", "디지털플랫폼 정부", "디지털_플랫폼_정부", "그 디지털 플랫폼_정부 의/J"])
@pytest.mark.parametrize("term", ["디지털플랫폼정부", "디지털 플랫폼 정부"])
def test_a_term_is_found_whichever_way_it_is_cut(sentence, term):
    assert fired(("a", "", term, "", None), sentence) == [term]


@pytest.mark.parametrize("sentence", ["디지털 1 플랫폼", "디지털 의/J 플랫폼", "디지털 플랫폼기업", "플랫폼 디지털"])
def test_only_neighbours_make_a_term(sentence):
    assert fired(("a", "", "디지털플랫폼", "", None), sentence) == []


def test_no_term_begins_with_a_particle():
    assert fired(("a", "", "의무", "", None), "정부 의/J 무") == [] and fired(("a", "", "의무", "", None), "의 무") == ["의무"]


@pytest.mark.parametrize(("rule", "sentence", "expected"), [
    (("a", "공동;목표", "", "", None), "공동 으로/J 세우다 큰 목표", ["공동, 목표"]),
    (("a", "공동;목표", "", "", 3), "공동 의/J 목표", ["공동, 목표"]), (("a", "공동;목표", "", "", 3), "공동 의/J 큰 목표", []),
    (("a", "공동;목표", "", "", 3), "공동 가 나 목표 의/J 공동", ["공동, 목표"]),
    (("a", "지표", "공개|공유", "", 3), "지표 를/J 공유 가 나 공개", ["지표, 공유"]),
    (("a", "지표", "공개|공유", "", None), "공개 지표 공유", ["지표, 공개, 공유"]), (("a", "지표", "공개", "", None), "지표", []),
    (("a", "", "참여", "입찰", None), "입찰 참여", []), (("a", "", "API", "", None), "api", ["API"])])
def test_all_any_none_and_window(rule, sentence, expected):
    assert fired(rule, sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    ("디지털 플랫폼 정부", []), ("디지털 플랫폼 정부 의/J 민간 플랫폼", ["플랫폼"]), ("민간 플랫폼", ["플랫폼"])])
def test_a_longer_none_term_takes_away_only_what_it_holds(sentence, expected):
    assert fired(("a", "", "플랫폼", "플랫폼정부", None), sentence) == expected


@pytest.mark.parametrize(("term", "sentence", "expected"), [
    ("*위원회", "전략위원회", True), ("*위원회", "전략 위원회", True), ("*위원회", "위원회법", False),
    ("청약*", "청약정보", True), ("청약*", "주택청약", False), ("*청약*", "주택청약제도", True)])
def test_a_star_stands_for_the_rest_of_a_word(term, sentence, expected):
    assert fired(("a", "", term, "", None), sentence) == ([term.strip("*")] if expected else [])


SYLLABLES = st.text("가나다", min_size=1, max_size=2)
TERMS = st.lists(st.text("가나다", min_size=1, max_size=3), min_size=1, max_size=2, unique=True)


def places(term, lemmas):
    runs = [(a, b) for a in range(len(lemmas)) for b in range(a, len(lemmas))]
    return [run for run in runs if "".join(lemmas[run[0]:run[1] + 1]) == term]


@settings(max_examples=150, deadline=None)
@given(st.lists(SYLLABLES, min_size=1, max_size=6), TERMS, st.integers(2, 6))
def test_matching_equals_a_search_of_every_run_of_tokens(lemmas, must, window):
    first, last = places(must[0], lemmas), places(must[-1], lemmas)
    near = [(a, b) for a in first for b in last if len(must) == 1 or max(a[1], b[1]) - min(a[0], b[0]) < window]
    rule = ("a", ";".join(must), "", "", window if len(must) > 1 else None)
    assert bool(fired(rule, " ".join(lemmas))) == bool(near)


def test_only_the_sentences_given_are_coded_in_their_order():
    table = tokens("말", "말", "글").sample(frac=1, random_state=3)
    chosen = pd.DataFrame({"document": "d", "sentence": [2, 1]})
    assert agenda.code_sentences(table, chosen, book(("a", "", "말", "", None)))["sentence"].tolist() == [2, 1]


def test_nothing_to_code_gives_an_empty_table_with_its_columns():
    found = code(book(("a", "", "말", "", None)), "글")
    assert found.columns.tolist() == ["document", "sentence", "code", "rule", "matched", "scheme"] and found.empty
    assert agenda.code_documents(agenda.roll_up(found, book())).empty


# --- what the codes come to

def test_sub_tags_count_once_towards_the_code_above():
    rolled = agenda.roll_up(coded(("d", 1, "a1", "two"), ("d", 1, "a2", "two"), ("d", 2, "b", "one")), book())
    counts = agenda.code_documents(rolled).set_index("code")
    assert counts.loc["a", ["scheme", "sentences", "of", "share"]].tolist() == ["one", 1, 2, 0.5]
    assert counts.loc["a1", "share"] == 1


def test_a_tie_is_shown_not_broken():
    table = agenda.code_documents(coded(("d", 1, "a", "one"), ("d", 2, "b", "one"), ("e", 1, "a", "one"), ("e", 2, "a", "one"),
                                        ("e", 2, "b", "one")))
    assert table[table["predominant"]].groupby("document")["code"].agg(list).to_dict() == {"d": ["a", "b"], "e": ["a"]}
    assert table.set_index(["document", "code"])["tied"].to_dict() == {
        ("d", "a"): True, ("d", "b"): True, ("e", "a"): False, ("e", "b"): False}


def test_shares_can_be_of_all_sentences():
    sentences = pd.DataFrame({"document": ["d"] * 4, "sentence": range(1, 5)})
    table = agenda.code_documents(coded(("d", 1, "a", "one")), sentences=sentences)
    assert table[["sentences", "of", "share"]].values.tolist() == [[1, 4, 0.25]]


def test_groups_show_zeros_and_leave_out_documents_without_a_group():
    groups = pd.Series({"d": "앞", "e": "뒤", "g": "빈"})
    table = agenda.agenda_by(coded(("d", 1, "a", "one"), ("e", 1, "b", "one"), ("e", 2, "a", "one"), ("f", 1, "a", "one")), groups)
    assert table.set_index(["group", "code"])["share"].to_dict() == {
        ("앞", "a"): 1, ("앞", "b"): 0, ("뒤", "a"): 0.5, ("뒤", "b"): 0.5, ("빈", "a"): 0, ("빈", "b"): 0}
    assert table.loc[table["group"] == "뒤", "of"].tolist() == [2, 2]


def test_candidates_come_from_many_documents_and_decide_nothing():
    rows = coded(*[("d", n, "x", "condition") for n in (1, 2, 3)], ("e", 1, "x", "condition"), ("e", 1, "y", "one"))
    sentences = rows[["document", "sentence"]].drop_duplicates().assign(text=lambda table: table["document"] + "의 글")
    found = agenda.candidate_sentences(pd.concat([rows, rows.iloc[[1]].assign(rule="s")]), sentences, per_code=3)
    assert list(zip(found["document"], found["sentence"], strict=True)) == [("d", 2), ("e", 1), ("d", 1)]
    assert (found["decision"] == "").all() and set(found["code"]) == {"x"}


# --- hand coding

SENTENCES = pd.DataFrame({"document": ["2023-04"] * 6 + ["나"] * 2, "sentence": [*range(1, 7), 1, 2], "start": 0,
                          "text": [f"=문장 {n}, '따옴표'" for n in range(8)]})
LABELS = {"data": "데이터", "value": "가치 창출"}


def sheet(tmp_path, name, coder, codes, encoding="utf-8-sig"):
    drawn = agenda.coding_sheet(SENTENCES, len(codes), 7, LABELS).assign(coder=coder, code=codes)
    agenda.write_sheet(drawn, tmp_path / name)
    if encoding != "utf-8-sig":
        (tmp_path / name).write_bytes((tmp_path / name).read_text(encoding="utf-8-sig").encode(encoding))
    return tmp_path / name


def test_the_same_seed_draws_the_same_blind_sheet():
    drawn = agenda.coding_sheet(SENTENCES, 4, 1, LABELS, groups=pd.Series({"2023-04": "앞", "나": "뒤"}))
    assert drawn.equals(agenda.coding_sheet(SENTENCES, 4, 1, LABELS, groups=pd.Series({"2023-04": "앞", "나": "뒤"})))
    assert drawn["unit"].str.split("#").str[0].value_counts().to_dict() == {"2023-04": 2, "나": 2}
    assert drawn["choices"].unique().tolist() == ["data=데이터; value=가치 창출; 없음"] and (drawn["code"] == "").all()


@pytest.mark.parametrize("n", [0, 9])
def test_more_sentences_than_there_are_cannot_be_drawn(n):
    with pytest.raises(ParameterError, match="뽑을 문장의 수가 맞지 않습니다"):
        agenda.coding_sheet(SENTENCES, n, 1, LABELS)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_two_sheets_become_one_table_for_agreement(tmp_path, encoding):
    first = sheet(tmp_path, "가.csv", "김", ["data", "value; data", "없음", ""], encoding)
    second = sheet(tmp_path, "나.csv", "이", ["데이터", "data|value", "value", "data"], encoding)
    human = agenda.read_sheets(first, second)
    assert human["value"].tolist() == ["data", "data; value", "없음", "", "data", "data; value", "value", "data"]
    assert agreement.raw_agreement(human).value == pytest.approx(2 / 3)
    assert agreement.raw_agreement(agenda.one_code(human, "data")).value == 1
    assert set(human["document"]) <= {"2023-04", "나"} and human["sentence"].dtype.kind == "i"


def test_finished_work_is_not_written_over(tmp_path):
    path = sheet(tmp_path, "가.csv", "김", ["data", "value"])
    with pytest.raises(DataError, match="부호를 이미 적은 표가 있습니다"):
        agenda.write_sheet(agenda.coding_sheet(SENTENCES, 2, 1, LABELS), path)


@pytest.mark.parametrize(("coder", "codes", "message"), [
    ("김", ["data", "없음"], "두 표의 부호자 이름이 같습니다"), ("", ["data", "없음"], "이름이 하나가 아닙니다.\n.*빈 칸"),
    ("이", ["data", "nosuch"], "쓸 수 없는 부호가 있습니다.\n.*nosuch"), ("이", ["data", "없음; data"], "쓸 수 없는 부호"),
    ("이", ["data", "data", "data"], "한쪽 표에만 있는 문장이 있습니다")])
def test_sheets_that_do_not_fit_are_refused(tmp_path, coder, codes, message):
    first = sheet(tmp_path, "가.csv", "김", ["data", "value"])
    with pytest.raises(DataError, match=message):
        agenda.read_sheets(first, sheet(tmp_path, "나.csv", coder, codes))


@pytest.mark.parametrize(("change", "message"), [
    (lambda text: text.replace("부호자", "이름"), "다음 열을 되살리십시오: 부호자"), (lambda text: "", "표로 읽을 수 없습니다"),
    (lambda text: re.sub(r"#\d", "", text), "문장 번호가 맞지 않습니다"), (lambda text: text.splitlines()[0] + "\n", "문장 없음")])
def test_a_file_that_is_no_sheet_is_refused(tmp_path, change, message):
    first, second = (sheet(tmp_path, name, name, ["data", "value"]) for name in ("가.csv", "나.csv"))
    second.write_text(change(second.read_text(encoding="utf-8-sig")), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        agenda.read_sheets(first, second)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.booleans()] * 6), min_size=1, max_size=12))
def test_precision_and_recall_equal_another_implementation(rows):
    names, matrix = ["x", "y", "z"], np.array(rows)
    human = pd.DataFrame({"unit": [f"d#{n}" for n in range(len(rows))], "coder": "김", "choices": "x; y; z", "value": [
        "; ".join(name for name, given in zip(names, row[:3], strict=True) if given) or "없음" for row in rows]})
    found = [("d", n, name) for n, row in enumerate(rows) for name, given in zip(names, row[3:], strict=True) if given]
    rules = pd.DataFrame(found, columns=["document", "sentence", "code"])
    table = agenda.compare_with_rules(human, pd.concat([rules, rules.head(1)])).set_index("code")
    for average, index in ((None, names), ("micro", ["micro"]), ("macro", ["macro"])):
        expected = precision_recall_fscore_support(matrix[:, :3], matrix[:, 3:], average=average, zero_division=np.nan)[:3]
        got = table.loc[index, ["precision", "recall", "f1"]].to_numpy(dtype=float).T
        assert got == pytest.approx(np.array(expected).reshape(3, -1), nan_ok=True)


def test_rules_are_compared_with_one_coder_only():
    human = pd.DataFrame({"unit": "d#1", "coder": ["김", "이"], "value": "x", "choices": "x"})
    with pytest.raises(DataError, match="규칙은 한 사람의 부호와 견줍니다.\n.*김, 이"):
        agenda.compare_with_rules(human, coded())
