"""Which parameters the exercises of lesson 3 can take, and the bands within which they are alike in difficulty."""

from typing import get_args

from dpgkit.exercises import expected03, traces
from dpgkit.exercises.given import CollectiveImpact
from dpgkit.exercises.variants import Measure

FREE = ("case", "left_out", "level", "other", "figure")


def pools() -> dict[str, tuple]:
    """Return what each parameter is drawn from."""
    return {name: get_args(CollectiveImpact.model_fields[name].annotation) for name in FREE}


def apart(values: CollectiveImpact) -> float:
    """Return by how much alpha changes with the level of measurement; nothing where the kappa could be taken for it."""
    broken, right = (expected03.alpha(values.left_out, level) for level in (values.level, "ordinal"))
    return abs(broken - right) if abs(right - expected03.chance(values.left_out).kappa) > 0.01 else -1


def decided(values: CollectiveImpact) -> float:
    """Return in how many conditions the cases differ or cannot be compared; nothing where the own case is nowhere lower."""
    higher, lower, unknown = expected03.differing(expected03.compared(values.case, values.other))
    return len(higher) + len(lower) + len(unknown) if lower else -1


def unlike(values: CollectiveImpact) -> float:
    """Return how many sentences of the document could be taken for the right one."""
    rows = traces.drawn_citations(values.seed)
    return len(traces.sentences_of(rows.loc[rows["wrong"], "document"].iloc[0]))


def unknown(values: CollectiveImpact) -> float:
    """Return how many supports of the invented backbone nobody knows."""
    return list(expected03.judged(values.seed)[0].values()).count(expected03.UNKNOWN)


def share(values: CollectiveImpact) -> float:
    """Return the published share."""
    found = expected03.FIGURES[values.figure]
    return found.part / found.whole


MEASURES = (
    Measure("03-1", "근거 있는 칸", ("case",), lambda values: expected03.counted(values.case).documented, 6, 13),
    Measure("03-4", "일치하지 않은 비율", ("left_out",), lambda values: 1 - expected03.chance(values.left_out).raw, 0.2, 0.4),
    Measure("03-5", "측정 수준이 바꾸는 값", ("level", "left_out"), apart, 0.02, 0.25),
    Measure("03-6", "갈라지는 조건", ("case", "other"), decided, 2, 4),
    Measure("03-7", "비율", ("figure",), share, 0.03, 0.95),
    Measure("03-2", "문서의 문장", ("seed",), unlike, 10, 25),
    Measure("03-3", "수준의 가짓수", ("seed",), lambda values: len(expected03.levels_drawn(values.seed)), 3, 4),
    Measure("03-8", "어긴 줄", ("seed",), lambda values: sum(map(bool, expected03.broken_rules(values.seed))), 3, 3),
    Measure("03-9", "모르는 것", ("seed",), unknown, 1, 2),
)
