"""What a test decides before any counting: the groups, the settings, the numbers and the rules, read from a table."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from dpgkit import analyzers, tables
from dpgkit.errors import DataError, ParameterError

SETTINGS = {"base": "기본 불용어", "optional": "넓은 말까지 뺌", "out": "이름은 세지 않음", "in": "이름도 셈",
            "untitled": "제목에 이름이 든 문서를 뺌"}
STOPWORDS, NAMES = ("base", "optional"), ("out", "in", "untitled")
CHANGED = "키트가 정한 값을 바꾸었습니다."
MIXED = ("groups", "rules", "reasons")           # the fields of a plan that are no single value


@dataclass(frozen=True)
class Plan:
    """What is decided before any counting.

    ``groups``: name of a group -> labels of its documents; the claim speaks of the first group, which is compared with each of
    the others. ``analyzers``, ``stopwords``, ``names``: the settings, the main one first. ``spellings`` of the policy's name,
    and the ``idea`` whose words they count among. ``documents`` to leave out. The numbers are explained in the table ``thesis``.
    """

    groups: Mapping[str, tuple[str, ...]]
    analyzers: tuple[str, ...]
    stopwords: tuple[str, ...]
    names: tuple[str, ...]
    spellings: tuple[str, ...]
    idea: str
    documents: tuple[str, ...]
    alpha: float
    least_ratio: float
    least_documents: int
    permutations: int
    resamples: int
    level: float
    seed: int
    rules: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """The group that the claim speaks of."""
        return next(iter(self.groups))


def load_plan(path: Path | str | None = None) -> Plan:
    """Return what the kit, or a table of the reader's own, states before any counting.

    >>> load_plan().target, load_plan().alpha
    ('디지털플랫폼정부', 0.05)

    Parameters: ``path`` of a CSV file with the columns of the table ``thesis``.
    Raises DataError for a table that lacks a row or holds text for a number, ParameterError as ``check_plan`` does.
    """
    table = tables.load("thesis") if path is None else tables.read(Path(path), "thesis")
    table = table.map(lambda cell: unicodedata.normalize("NFC", cell))
    given = table[~table["item"].isin(["group", "rule"])].set_index("key")["value"].to_dict()
    groups, rules = (table[table["item"] == item].set_index("key")["value"] for item in ("group", "rule"))
    values = {one.name: _typed(one.name, one.type, given) for one in fields(Plan) if one.name not in MIXED}
    return check_plan(Plan({label: _several(value) for label, value in groups.items()}, **values, rules=rules.to_dict(),
                           reasons={(row.key, row.value): row.reason_ko for row in table.itertuples()}))


def check_plan(plan: Plan) -> Plan:
    """Return the plan, or refuse one that cannot be carried out.

    Raises ParameterError naming the value, DataError for an unknown analyzer.
    """
    labels = [label for several in plan.groups.values() for label in several]
    problems = [
        (len(plan.groups) < 2 or len(labels) != len(set(labels)), "견줄 묶음이 맞지 않습니다.", _shown(plan.groups),
         "서로 다른 시기로 된 묶음 2개 이상"),
        (not 0 < plan.alpha < 1, "alpha가 맞지 않습니다.", plan.alpha, "0과 1 사이의 수"),
        (not 0 < plan.level < 1, "level이 맞지 않습니다.", plan.level, "0과 1 사이의 수"),
        (plan.least_ratio < 1, "least_ratio가 맞지 않습니다.", plan.least_ratio, "1 이상의 수(배)"),
        (min(plan.permutations, plan.resamples) < 100, "되풀이하는 횟수가 적습니다.", f"{plan.permutations}, {plan.resamples}", "100 이상"),
        (plan.least_documents < 2, "least_documents가 너무 작습니다.", plan.least_documents, "2 이상"),
        (not (plan.analyzers and _among(plan.stopwords, STOPWORDS) and _among(plan.names, NAMES)), "설정이 맞지 않습니다.",
         f"{', '.join(plan.analyzers)} / {', '.join(plan.stopwords)} / {', '.join(plan.names)}",
         f"분석기 / {', '.join(STOPWORDS)} / {', '.join(NAMES)}에서 하나 이상씩")]
    for wrong, what, value, allowed in problems:
        if wrong:
            raise ParameterError(what, value=value, allowed=allowed, todo="검정하기 전에 정한 값을 고치십시오.")
    for name in plan.analyzers:
        analyzers.check(name)
    return plan


def stated(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Return what a plan says as rows of kind, name, value and reason, in Korean.

    >>> stated(load_plan())[0][:3]
    ('견줄 묶음', '디지털플랫폼정부', '디지털플랫폼정부')
    """
    named = next(one for one in tables.resource("thesis")["schema"]["fields"] if one["name"] == "item")["labels"]
    kinds = {**dict.fromkeys(["analyzers", "stopwords", "names"], "setting"), **dict.fromkeys(["spellings", "idea"], "names"),
             "documents": "excluded"}
    rows = [("group", label, _joined(several)) for label, several in plan.groups.items()]
    rows += [(kinds.get(one.name, "number"), one.name, _joined(getattr(plan, one.name))) for one in fields(plan) if one.name not in MIXED]
    rows += [("rule", key, value) for key, value in plan.rules.items()]
    return [(named[item], key, value, plan.reasons.get((key, value), CHANGED)) for item, key, value in rows]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _joined(value: object) -> str:
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _shown(groups: Mapping[str, tuple[str, ...]]) -> str:
    return " / ".join(f"{name}: {_joined(tuple(labels))}" for name, labels in groups.items())


def _among(given: tuple[str, ...], known: Iterable[str]) -> bool:
    return bool(given) and set(given) <= set(known)


def _typed(name: str, kind: object, given: Mapping[str, str]) -> object:
    """Return the value of one row as the plan holds it: several words, one word, or a number."""
    if name not in given:
        raise DataError("검정하기 전에 정해야 할 것이 빠졌습니다.", value=", ".join(given), allowed=name, todo="그 이름의 줄을 더하십시오.")
    if kind in (int, float):
        try:
            return kind(given[name])
        except ValueError as error:
            raise DataError(f"'{name}'이 수가 아닙니다.", value=given[name], allowed="정수" if kind is int else "수",
                            todo="그 줄의 값을 고치십시오.") from error
    return given[name] if kind is str else _several(given[name])
