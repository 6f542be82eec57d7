"""Sentences proposed for the cells of a mapping table."""

import numpy as np
import pandas as pd
import pytest

from dpgkit import agenda, lexicon, morphology
from dpgkit.cases import caserows
from dpgkit.impact import citations, proposals

DOCUMENTS = pd.DataFrame({"id": ["계획", "딴글"], "text": [
    "전담조직인 청년주거추진단을 설치했다. 은행은 창구의 역할을 맡고 기관 사이의 자료를 연계한다. 날씨가 맑았다.",
    "나무를 심었다. 국민이 의견을 내고 정부가 의견을 듣는다."]})
ACTORS = pd.DataFrame({"name": ["청년주거추진단", "국민"], "kind": ["backbone_org", "citizens"]})
WORDS = lexicon.load()


def mapping(*rows):
    return pd.DataFrame(rows, columns=["condition", "actor", "status", "sentences", "activity"])


@pytest.fixture(scope="module")
def read():
    analysis = morphology.analyze(DOCUMENTS, lexicon=WORDS)
    tokens = analysis.tokens.pipe(lexicon.merge_nouns, WORDS).pipe(lexicon.apply_synonyms, WORDS)
    return tokens, analysis.sentences, agenda.code_sentences(tokens, analysis.sentences, agenda.load_codebook())


def propose(read, cells, topic=(), **options):
    tokens, sentences, coded = read
    cells = proposals.with_words(cells, "", WORDS)
    return proposals.propose(cells, tokens, sentences, coded, ACTORS, proposals.about(tokens, list(topic)), **options)


def test_the_best_row_of_a_cell_decides_and_a_cited_one_is_not_weak():
    table = mapping(("backbone", "government", "unverified", "", "가"), ("backbone", "government", "documented", "", "나"),
                    ("backbone", "business", "documented", "a#1", "다"), ("backbone", "citizens", "benefit_only", "", "라"))
    weak = proposals.weak_cells(table).set_index(["condition", "actor"])
    assert weak.loc[("backbone", "government"), ["row", "state", "activity"]].tolist() == [3, "uncited", "나"]
    assert ("backbone", "business") not in weak.index and weak.loc[("backbone", "citizens"), "state"] == "benefit_only"
    assert len(weak) == 14 and (weak.loc["common_agenda", "row"] == 0).all()


def test_rows_are_those_of_the_file_with_its_comments():
    table = caserows.with_lines(mapping(("limit", "government", "documented", "", "가"), ("backbone", "government", "unverified", "", "나"))
                                .set_axis([8, 11]))
    assert proposals.weak_cells(table)["row"].max() == 11


def test_words_of_the_template_look_for_nothing():
    cells = proposals.with_words(proposals.weak_cells(mapping(("backbone", "government", "unverified", "", "근거 미확인"))), "", WORDS)
    assert not any(cells["words"])
    sentences = pd.DataFrame({"document": ["가"], "sentence": [1], "text": ["민간 앱과 청년주거추진단이 함께한다."]})
    actors = pd.concat([ACTORS, pd.DataFrame({"name": ["민간 앱"], "kind": ["business"]})])
    named = proposals._named(pd.DataFrame(columns=["document", "sentence", "lemma"]), sentences, actors)
    assert named["named"].tolist() == ["청년주거추진단"]


def test_two_signs_are_enough_and_one_is_not(read):
    weak = proposals.weak_cells(mapping(("backbone", "government", "unverified", "", "기관의 조직을 둡니다.")))
    found = propose(read, weak)
    signs = (found[proposals.SIGNS] != "").sum(axis=1)
    assert signs.min() >= proposals.ENOUGH and "날씨가 맑았다." not in set(found["text"])
    row = found[(found["condition"] == "backbone") & (found["actor"] == "government")].iloc[0]
    assert row["document"] == "계획" and row["sentence"] == 1 and "전담조직" in row["matched"] and "조직" in row["shared"]


def test_an_actor_of_the_case_is_found_by_its_name(read):
    hits = proposals._named(read[0], read[1], ACTORS)
    assert hits.loc[hits["actor"] == "backbone_org", "named"].str.contains("추진단").all()
    assert ["딴글", 2] in hits[hits["actor"] == "citizens"][["document", "sentence"]].values.tolist()


def test_documents_without_the_topic_are_left_out(read):
    weak = proposals.weak_cells(mapping())
    assert set(propose(read, weak)["document"]) == {"계획", "딴글"}
    assert set(propose(read, weak, ["은행"])["document"]) == {"계획"}


def test_each_cell_gets_as_many_as_asked(read):
    found = propose(read, proposals.weak_cells(mapping()), per_cell=1)
    assert found.groupby(["condition", "actor"]).size().max() == 1 and list(found) == proposals.PROPOSED


def test_rarer_words_weigh_more(read):
    cells = pd.DataFrame({"condition": ["backbone"], "actor": ["government"], "words": [["의견", "창구"]]})
    shared = proposals._shared(cells, read[0], 8).set_index("shared")["weight"]
    assert shared.loc["창구"] == pytest.approx(np.log(8 / 1)) and shared.loc["의견"] == pytest.approx(np.log(8 / 1))


def test_words_of_the_topic_and_of_actors_are_no_words_of_a_cell():
    weak = proposals.weak_cells(mapping(("backbone", "government", "unverified", "", "정부가 월세의 조정을 맡습니다.")))
    words = proposals.with_words(weak, "청년 월세", WORDS).set_index(["condition", "actor"])["words"]
    assert words.loc[("backbone", "government")] == ["조정"] and words.loc[("backbone", "citizens")] == []


def test_a_word_that_stands_everywhere_tells_nothing():
    tokens = pd.DataFrame({"document": list("가나다라마바"), "lemma": ["보험"] * 5 + ["월세"]})
    assert proposals.topic_words("월세와 보험", tokens, WORDS) == ["월세"] and proposals.topic_words("", tokens, WORDS) == []
    assert proposals.about(tokens, ["월세"]).to_dict() == {"바": 1} and proposals.topic_words("보험", tokens, WORDS) == []


def test_a_topic_that_stands_nowhere_leaves_no_document(read):
    topic = proposals.topic_words("월세", read[0], WORDS)
    assert topic == ["월세"] and propose(read, proposals.weak_cells(mapping()), topic).empty
    assert "나온 문서가 없어" in proposals.read_about(proposals.about(read[0], topic), topic)


def test_nothing_weak_asks_for_nothing(read):
    cells = proposals.weak_cells(mapping()).head(0)
    found = propose(read, cells)
    assert found.empty and list(found) == proposals.PROPOSED
    assert proposals.read_proposals(cells, found).startswith("모든 칸에")


def test_a_proposal_becomes_evidence_only_by_a_persons_yes(read):
    table = mapping(("continuous_communication", "citizens", "unverified", "", "국민이 의견을 냅니다."))
    found = propose(read, proposals.weak_cells(table))
    chosen = found[(found["condition"] == "continuous_communication") & (found["actor"] == "citizens")].reset_index(drop=True)
    sheet = proposals.as_sheet(chosen)
    assert citations.accept(table, sheet).equals(table) and sheet.loc[0, "row"] == "2"
    sheet.loc[0, "accept"] = citations.YES
    assert citations.accept(table, sheet)["sentences"].tolist() == ["딴글#2"]
    assert proposals.in_words(chosen).loc[0, ["주체", "지금", "후보 문장"]].tolist() == ["국민", "근거 미확인", "딴글#2"]


def test_an_inference_that_names_a_sentence_can_be_read():
    weak = proposals.weak_cells(mapping(("backbone", "government", "inferred", "가#1", "[추론] 둡니다."),
                                        ("backbone", "business", "inferred", "", "[추론] 맡습니다.")))
    found = weak[weak["condition"] == "backbone"].set_index("actor")["state"]
    assert found.to_dict() == {"business": "inferred", "citizens": "unwritten"}


def test_a_sentence_proposed_for_several_cells_is_one_sentence():
    cells = pd.DataFrame({"condition": ["backbone"] * 3, "actor": ["government", "business", "citizens"]})
    proposed = cells.assign(document="가", sentence=1)
    assert "후보 문장이 나온 칸은 3개입니다(문장 1개)" in proposals.read_proposals(cells, proposed)
