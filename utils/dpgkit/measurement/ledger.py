"""Submissions: taken row by row, corrected by new rows, moved from draft to published by steps that are rows as well."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import pandas as pd
from sqlalchemy import ColumnElement, Select, case, func, literal, select

from dpgkit.measurement import access, cells, checking
from dpgkit.measurement.access import Actor
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.models import (
    ACCEPTED,
    DRAFT,
    PUBLISHED,
    RETURNED,
    STATES,
    SUBMITTED,
    Indicator,
    Organisation,
    Period,
    Review,
    Submission,
)
from dpgkit.measurement.store import Store, today

PIECE = 500              # rows of one transaction
LARGEST = 2**31 - 1      # that a number of a row can be
TAKEN, KNOWN, DENIED = "받음", "이미 있음", "거절"
REPORT = ["행", "지표", "기간", "결과", "까닭", "번호"]
COLUMNS = ["number", "organisation", "indicator", "period", "revision", "value", "numerator", "denominator", "unit", "note", "evidence",
           "reason", "state", "data"]
SIMULATED, REAL = "모의자료", "제출"
SUBMISSIONS, REVIEWS = Submission.__table__, Review.__table__
STEPS = {SUBMITTED: {DRAFT}, RETURNED: {SUBMITTED}, ACCEPTED: {SUBMITTED}, PUBLISHED: {ACCEPTED}}


def submit(store: Store, key: str, indicator: str, period: str, *, value: float | None = None, numerator: float | None = None,
           denominator: float | None = None, unit: str = "", note: str = "", evidence: str = "", reason: str = "", organisation: str = "",
           draft: bool = False) -> int:
    """Submit one value and return its number.

    Parameters: ``key`` of the organisation; ``indicator`` and ``period`` by name; ``value`` in the unit of the indicator (may be left
    out for a ratio with ``numerator`` and ``denominator``; alone it says a ratio whose counts are not known); ``unit`` as the indicator
    has it; ``reason`` makes it a correction of the value submitted before; ``draft`` keeps it from the backbone until ``send``.
    Raises Refused with the reason, which is written into the audit; StoreError where the store cannot be written.
    """
    row = {"indicator": indicator, "period": period, "value": value, "numerator": numerator, "denominator": denominator, "unit": unit,
           "note": note, "evidence": evidence, "reason": reason, "organisation": organisation, "draft": draft}
    with access.acting(store, key, _asked(row)) as actor:
        desk = checking.open_desk(actor, [row], today())
        number, = actor.add(SUBMISSIONS, [checking.checked(desk, row, simulated=False)])
    return number


def submit_table(store: Store, key: str, table: pd.DataFrame, *, simulated: bool = False, dry: bool = False) -> pd.DataFrame:
    """Submit many rows and return what became of each: 행, 지표, 기간, 결과 (받음, 이미 있음, 거절), 까닭, 번호.

    Parameters: ``table`` with the columns of ``submit``; its index numbers the rows; ``simulated`` marks them as 모의자료; ``dry``
    only checks. A refused row does not keep the others out. Raises Refused for a wrong key.
    """
    report, plain = [], table.astype(object).where(table.notna(), None)
    for piece in _pieces(plain.to_dict("records"), table.index):
        with access.acting(store, key, {"일": "표 내기", "행": len(piece)}) as actor:
            report += _take(actor, piece, simulated=simulated, dry=dry)
    return pd.DataFrame(report, columns=REPORT)


def send(store: Store, key: str, numbers: int | Sequence[int]) -> None:
    """Turn one's own drafts into submissions."""
    _step(store, key, numbers, SUBMITTED, "")


def review(store: Store, key: str, numbers: int | Sequence[int], state: str, *, note: str = "") -> None:
    """Move submissions to the next state, as the backbone: returned (with a note), accepted, published.

    Raises Refused where one of them cannot go there, or where a later revision corrects it; then none is moved. A value that was
    accepted is mended by a correction.
    """
    if state not in STATES[RETURNED:]:
        raise Refused("choice", value=state, allowed=STATES[RETURNED:])
    if state == "returned" and not cells.clean(note):
        raise Refused("missing", value="돌려보내는 까닭: 빈 칸")
    _step(store, key, numbers, STATES.index(state), note)


def current_state() -> ColumnElement[int]:
    """Return the SQL for the state of a submission: the furthest of its steps."""
    steps = select(func.max(REVIEWS.c.state)).where(REVIEWS.c.submission_id == SUBMISSIONS.c.id).scalar_subquery()
    return func.coalesce(steps, SUBMISSIONS.c.state)


def published_rows() -> Select:
    """Return the SQL for the published submissions that no later published one corrects."""
    shown = select(REVIEWS.c.submission_id).where(REVIEWS.c.state == PUBLISHED)
    later = SUBMISSIONS.alias("later")
    newer = select(later.c.id).where(
        later.c.organisation_id == SUBMISSIONS.c.organisation_id, later.c.indicator_id == SUBMISSIONS.c.indicator_id,
        later.c.period_id == SUBMISSIONS.c.period_id, later.c.revision > SUBMISSIONS.c.revision, later.c.id.in_(shown)).exists()
    return select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.id.in_(shown), ~newer)


def published(store: Store) -> pd.DataFrame:
    """Return the published values, for everyone: number, organisation, indicator, period, revision, value, numerator, denominator, unit,
    note, evidence, reason, state, data (제출 or 모의자료)."""
    with store.reading() as connection:
        rows = _shown(literal(PUBLISHED)).where(SUBMISSIONS.c.id.in_(published_rows()))
        return _frame(connection.execute(rows).mappings().all(), COLUMNS)


def submissions(store: Store, key: str) -> pd.DataFrame:
    """Return what an organisation submitted, every revision in every state; the backbone sees everything but the drafts of others.

    Columns as ``published``, and review (what the backbone noted at the newest step, such as why it returned the value). Raises Refused
    for a wrong key.
    """
    with access.looking(store, key) as actor, actor.held():
        rows = _shown(current_state()).add_columns(_noted().label("review")).where(_visible(actor))
        return _frame(actor.connection.execute(rows).mappings().all(), [*COLUMNS, "review"])


def history(store: Store, key: str, number: int) -> pd.DataFrame:
    """Return all revisions of the value that a submission speaks of, as ``submissions`` does. Raises Refused where one may not see it."""
    own = submissions(store, key)
    if number not in own["number"].tolist():
        with access.looking(store, key):
            raise Refused("submission", value=number)
    place = own.set_index("number").loc[number, ["organisation", "indicator", "period"]]
    return own[(own[place.index.tolist()] == place).all(axis=1)].reset_index(drop=True)


def _take(actor: Actor, piece: list[tuple[object, dict]], *, simulated: bool, dry: bool) -> list[tuple]:
    desk, report, rows = checking.open_desk(actor, [row for _, row in piece], today()), [], []
    first = access.audit.next_id(actor.connection, SUBMISSIONS)
    for place, row in piece:
        line = (place, cells.label(row.get("indicator")), cells.period_name(row.get("period")))
        try:
            if known := checking.is_repeated(desk, row):
                report.append((*line, KNOWN, "", known))
                continue
            found = checking.checked(desk, row, simulated=simulated)
        except Refused as refusal:
            report.append((*line, DENIED, refusal.line, 0))
            if not dry:
                actor.refuse(_asked(row), refusal)
            continue
        number = first + len(rows)
        desk.latest[found["indicator_id"], found["period_id"]] = {**found, "id": number}
        rows.append(found)
        report.append((*line, TAKEN, checking.remark(desk.indicator(row), found), 0 if dry else number))
    if not dry:
        actor.add(SUBMISSIONS, rows)
    return report


def _pieces(rows: list[dict], index: Sequence[object]) -> Iterator[list[tuple[object, dict]]]:
    numbered = iter(list(zip(index, rows, strict=True)))
    while piece := list(islice(numbered, PIECE)):
        yield piece


def _step(store: Store, key: str, numbers: int | Sequence[int], state: int, note: str) -> None:
    wanted = _whole_numbers(numbers)
    with access.acting(store, key, {"일": STATES[state], "번호": wanted[:20]}) as actor:
        if state != SUBMITTED:
            access.check_backbone(actor)
        text = cells.clean(note)
        for start in range(0, len(wanted), PIECE):
            piece = wanted[start:start + PIECE]
            _check_step(actor, piece, state)
            actor.add(REVIEWS, [{"submission_id": number, "state": state, "organisation_id": actor.id, "note": text} for number in piece])


def _whole_numbers(numbers: int | Sequence[int]) -> list[int]:
    return list(dict.fromkeys(map(_whole_number, [numbers] if pd.api.types.is_scalar(numbers) else numbers)))


def _whole_number(value: object) -> int:
    """Return the number of a row, or 0, which is the number of none."""
    try:
        return int(value) if 0 < int(value) <= LARGEST else 0
    except (TypeError, ValueError, OverflowError):
        return 0


def _check_step(actor: Actor, numbers: list[int], state: int) -> None:
    """Refuse numbers that are not there, that the actor may not see, and that cannot go from their state to this one."""
    found = select(SUBMISSIONS.c.id, SUBMISSIONS.c.organisation_id, current_state().label("state"), _later().label("later")).where(
        SUBMISSIONS.c.id.in_(numbers))
    rows = {row.id: row for row in actor.connection.execute(found)}
    for number in numbers:
        row = rows.get(number)
        if row is None or (row.organisation_id != actor.id and DRAFT in (row.state, *STEPS[state])):
            raise Refused("submission", value=number)
        if row.state not in STEPS[state]:
            raise Refused("state", value=f"{number}번은 {STATES[row.state]}", allowed=[STATES[before] for before in STEPS[state]])
        if state > SUBMITTED and row.later:
            raise Refused("superseded", value=number, allowed=[row.later])


def _later() -> ColumnElement[int]:
    """Return the SQL for the newest revision after a submission that is no draft."""
    later = SUBMISSIONS.alias("later")
    sent = select(REVIEWS.c.submission_id).where(REVIEWS.c.submission_id == later.c.id).exists()
    return select(func.max(later.c.id)).where(
        later.c.organisation_id == SUBMISSIONS.c.organisation_id, later.c.indicator_id == SUBMISSIONS.c.indicator_id,
        later.c.period_id == SUBMISSIONS.c.period_id, later.c.revision > SUBMISSIONS.c.revision,
        (later.c.state > DRAFT) | sent).scalar_subquery()


def _noted() -> ColumnElement[str]:
    """Return the SQL for what was noted at the furthest step of a submission."""
    note = select(REVIEWS.c.note).where(REVIEWS.c.submission_id == SUBMISSIONS.c.id).order_by(REVIEWS.c.state.desc()).limit(1)
    return func.coalesce(note.scalar_subquery(), "")


def _visible(actor: Actor) -> ColumnElement[bool]:
    mine = SUBMISSIONS.c.organisation_id == actor.id
    return mine | (current_state() > DRAFT) if actor.kind == "backbone" else mine


def _shown(state: ColumnElement[int]) -> Select:
    labels = case({number: name for number, name in enumerate(STATES)}, value=state).label("state")
    data = case((SUBMISSIONS.c.simulated == 1, SIMULATED), else_=REAL).label("data")
    names = [SUBMISSIONS.c.id.label("number"), Organisation.name.label("organisation"), Indicator.name.label("indicator"),
             Period.name.label("period")]
    rest = [SUBMISSIONS.c[name] for name in ("revision", "value", "numerator", "denominator", "unit", "note", "evidence", "reason")]
    joined = SUBMISSIONS.join(Organisation.__table__, Organisation.id == SUBMISSIONS.c.organisation_id).join(
        Indicator.__table__, Indicator.id == SUBMISSIONS.c.indicator_id).join(Period.__table__, Period.id == SUBMISSIONS.c.period_id)
    return select(*names, *rest, labels, data).select_from(joined).order_by(SUBMISSIONS.c.id)


def _frame(rows: Sequence[Mapping], columns: list[str]) -> pd.DataFrame:
    table = pd.DataFrame([dict(row) for row in rows], columns=columns)
    return table.astype({"number": "int64", "revision": "int64", "value": float, "numerator": float, "denominator": float})


def _asked(row: Mapping[str, object]) -> dict[str, object]:
    """Return what a refused row asked for, cut short for the audit."""
    names = ("indicator", "period", "value", "unit", "organisation")
    return {name: str(row.get(name))[:80] for name in names if row.get(name) is not None}
