"""Published values as Common Impact Data Standard (CIDS), Basic Tier, in JSON-LD.

Written against version 3.2.0 of the standard (Common Approach to Impact Measurement, 2025): the classes Organization, Theme, Outcome,
Indicator and IndicatorReport with the properties that its Basic Tier asks for, named as its JSON-LD context names them
(``cidsContext.jsonld``). ``mapping`` lists what goes where, and what the Basic Tier has no place for.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.measurement import exports, ledger, registry
from dpgkit.measurement.ledger import SIMULATED
from dpgkit.measurement.store import Store

VERSION = "3.2.0"
CONTEXT = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"
BASE = "https://example.org/dpgkit"      # reserved for examples: an address of one's own takes its place
MAPPING = [
    ("기관 제목", "cids:Organization", "org:hasLegalName, cids:hasIndicator, cids:hasOutcome", ""),
    ("주제", "cids:Theme", "org:hasName, cids:hasDescription", "사례의 제목과 설명"),
    ("결과 수준의 지표", "cids:Outcome", "org:hasName, cids:hasDescription, cids:forTheme, cids:forOrganization, cids:hasIndicator",
     "수준이 outcome인 지표만"),
    ("지표", "cids:Indicator", "org:hasName, cids:hasDescription, cids:unitDescription, cids:forOrganization, cids:forOutcome,"
     " cids:forTheme, cids:hasIndicatorReport", "기관마다 하나씩"),
    ("공개된 값", "cids:IndicatorReport", "org:hasName, i72:value(i72:Measure, i72:hasNumericalValue), cids:forIndicator,"
     " cids:forOrganization", "값은 글자로 적음"),
    ("기간", "cids:IndicatorReport", "prov:startedAtTime, prov:endedAtTime", "한국 시각"),
    ("분자·분모·비고·근거·판·자료", "cids:IndicatorReport", "cids:hasComment", "Basic Tier에 자리가 없어 글로 적음"),
    ("검토 상태·감사 기록·의견", "", "", "내보내지 않음"),
]


def mapping() -> pd.DataFrame:
    """Return what of the store goes where in the standard: 저장소, 클래스, 속성, 덧붙임.

    >>> mapping()["클래스"].nunique()
    6
    """
    return pd.DataFrame(MAPPING, columns=["저장소", "클래스", "속성", "덧붙임"])


def export_cids(store: Store, path: Path, *, base: str = BASE, theme: str = "공유 측정", about: str = "") -> Path:
    """Write the published values as CIDS 3.2.0, Basic Tier, and return the path, which begins with 모의자료_ where any is simulated.

    Parameters: ``path`` ending in .jsonld or .json; ``base`` the address below which everything is named; ``theme`` and ``about`` its
    name and description. Raises DataError for an address that is none, for another kind of file, and where it cannot be written.
    """
    path = exports.ending(path, ".jsonld", ".json")
    values = ledger.published(store)
    things = cids(values, registry.organisations(store), registry.indicators(store), registry.periods(store), base=base, theme=theme,
                  about=about)
    data = json.dumps(things, ensure_ascii=False, indent=1).encode("utf-8")
    return exports.save(data, exports.labelled(path, values))


def cids(values: pd.DataFrame, organisations: pd.DataFrame, indicators: pd.DataFrame, periods: pd.DataFrame, *, base: str = BASE,
         theme: str = "공유 측정", about: str = "") -> list[dict[str, object]]:
    """Return published values as the objects of a JSON-LD file, each with its context.

    Parameters: the tables ``published``, ``organisations``, ``indicators`` and ``periods`` of a store; the rest as ``export_cids``.
    """
    if not base.startswith(("https://", "http://")) or " " in base:
        raise DataError("주소로 쓸 수 없습니다.", value=base, allowed="https://로 시작하는 주소", todo="base를 고치십시오.")
    names, cards = organisations.set_index("name")["title"], indicators.set_index("name")
    days, root = periods.set_index("name"), base.rstrip("/")
    things = [_thing("Theme", f"{root}/theme", hasName=theme, hasDescription=about or theme)]
    for organisation, own in values.groupby("organisation", sort=False):
        shown = {name: rows for name, rows in own.groupby("indicator", sort=False)}
        things.append(_organisation(root, str(organisation), str(names[organisation]), shown, cards))
        for name, rows in shown.items():
            things += _indicator(root, str(organisation), name, cards.loc[name], rows)
            things += [_report(root, row, cards.loc[name], days.loc[row["period"]]) for row in rows.to_dict("records")]
    return things


def _organisation(root: str, name: str, title: str, shown: Mapping[str, object], cards: pd.DataFrame) -> dict[str, object]:
    outcomes = [_address(root, name, "outcome", one) for one in shown if cards.loc[one, "level"] == "outcome"]
    return _thing("Organization", _address(root, name), hasLegalName=title, hasOutcome=outcomes,
                  hasIndicator=[_address(root, name, "indicator", one) for one in shown])


def _indicator(root: str, organisation: str, name: str, card: pd.Series, rows: pd.DataFrame) -> list[dict[str, object]]:
    own, outcome = _address(root, organisation), _address(root, organisation, "outcome", name)
    is_outcome = card["level"] == "outcome"
    indicator = _thing("Indicator", _address(root, organisation, "indicator", name), hasName=card["title"],
                       hasDescription=card["definition"] or card["title"], unitDescription=card["unit"], forOrganization=own,
                       forTheme=[f"{root}/theme"], forOutcome=[outcome] if is_outcome else [],
                       hasIndicatorReport=[_address(root, organisation, "report", number) for number in rows["number"]])
    if not is_outcome:
        return [indicator]
    return [_thing("Outcome", outcome, hasName=card["title"], hasDescription=card["definition"] or card["title"], forOrganization=own,
                   forTheme=[f"{root}/theme"], hasIndicator=[indicator["@id"]]), indicator]


def _report(root: str, row: Mapping[str, object], card: pd.Series, period: pd.Series) -> dict[str, object]:
    mark = f"[{SIMULATED}] " if row["data"] == SIMULATED else ""
    own = row["organisation"]
    return _thing("IndicatorReport", _address(root, own, "report", row["number"]), hasName=f"{mark}{card['title']} {row['period']}",
                  hasComment=_comment(row), value={"@type": "i72:Measure", "hasNumericalValue": f"{row['value']:.10g}"},
                  startedAtTime=f"{period['starts']}T00:00:00+09:00", endedAtTime=f"{period['ends']}T23:59:59+09:00",
                  forIndicator=_address(root, own, "indicator", row["indicator"]), forOrganization=_address(root, own))


def _comment(row: Mapping[str, object]) -> str:
    parts = {"자료": row["data"], "분자": row["numerator"], "분모": row["denominator"], "판": row["revision"], "비고": row["note"],
             "근거": row["evidence"], "정정 까닭": row["reason"]}
    told = {name: f"{value:.10g}" if isinstance(value, float) else str(value) for name, value in parts.items() if value == value}
    return "; ".join(f"{name}: {text}" for name, text in told.items() if text)


def _thing(kind: str, address: str, **properties: object) -> dict[str, object]:
    return {"@context": CONTEXT, "@type": f"cids:{kind}", "@id": address, **properties}


def _address(root: str, organisation: str, *parts: object) -> str:
    return "/".join([root, "organization", quote(organisation), *(quote(str(part), safe="") for part in parts)])
