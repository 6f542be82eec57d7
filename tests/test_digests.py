"""The digests: complete headers, named sources, our own words, a spread over the stages."""

import re
import unicodedata

import pytest

from dpgkit import documents, history, paths, tables
from dpgkit.errors import DataError

HEADERS = documents.digest_headers()
TEXTS = documents.load_documents("digests").set_index("id")["text"]
TYPES = {"law", "plan", "system", "organisation", "event", "evaluation"}
ARTICLE = paths.kit_root().parent / "shared" / "seed-article.txt"


def test_there_are_enough_for_every_stage():
    counts = HEADERS["stage"].value_counts()
    assert len(HEADERS) >= 80 and counts.min() >= 8
    assert counts["디지털플랫폼정부"] >= 15 and counts["지능형정부"] >= 15


def test_headers_hold_known_values():
    assert set(HEADERS["type"]) == TYPES and set(HEADERS["licence"]) == {"CC-BY-4.0"}
    assert set(HEADERS["confidence"]) == {"verified", "single_source", "conflict"}
    assert HEADERS["date"].str.fullmatch(r"\d{4}(-\d\d){0,2}").all() and HEADERS["id"].is_unique
    assert (HEADERS["id"].str[:4] == HEADERS["date"].str[:4]).all()


def test_dates_fall_into_the_stage_of_the_header():
    found = history.stage_of(HEADERS["date"], history.stages(tables.load("timeline")))
    assert HEADERS.loc[found != HEADERS["stage"], "id"].tolist() == []


@pytest.mark.parametrize("column", ["title", "title_en", "issuer"])
def test_no_header_is_empty(column):
    assert HEADERS[column].str.strip().ne("").all()


def test_every_digest_names_the_address_of_its_sources():
    addresses = HEADERS["sources"].str.split()
    assert addresses.map(len).min() >= 1
    assert all(re.match(r"https?://\S+\.\S+", address) for row in addresses for address in row)


def test_bodies_are_prose_of_the_promised_length():
    assert TEXTS.str.len().between(600, 1800).all()
    assert not TEXTS.str.contains(r"\]\(|\*\*|^#|https?:", flags=re.MULTILINE).any()
    assert TEXTS.map(lambda text: unicodedata.is_normalized("NFC", text)).all()


def test_texts_differ_from_one_another():
    runs = TEXTS.map(lambda text: {text[place:place + 60] for place in range(0, len(text) - 60)})
    seen = set()
    for name, parts in runs.items():
        assert not parts & seen, name
        seen |= parts


@pytest.mark.skipif(not ARTICLE.is_file(), reason="원문 글은 키트에 들어 있지 않습니다")
def test_the_article_is_not_quoted():
    article = "".join(ARTICLE.read_text(encoding="utf-8").split())
    for name, text in TEXTS.items():
        squeezed = "".join(text.split())
        assert not any(squeezed[place:place + 25] in article for place in range(0, len(squeezed) - 25, 5)), name


@pytest.mark.parametrize(("old", "new"), [("title:", "제목:"), ("---\n", "", ), ("sources:\n  - title", "sources:\n  - 이름")])
def test_a_broken_header_is_refused(tmp_path, monkeypatch, old, new):
    text = (paths.kit_root() / "corpus" / "documents" / "2023_dpg_plan.md").read_text(encoding="utf-8")
    (tmp_path / "2023_dpg_plan.md").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(documents, "_digest_files", lambda: [tmp_path / "2023_dpg_plan.md"])
    with pytest.raises(DataError, match="2023_dpg_plan.md의 머리 정보가 맞지 않습니다"):
        documents.digest_headers()
