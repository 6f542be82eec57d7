"""What citizens say, what they are told, and what was changed because of it, kept in the store."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from sqlalchemy import Table, case, func, select

from dpgkit.measurement import access, audit, cells
from dpgkit.measurement.access import Actor
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.ledger import DENIED, KNOWN, REAL, SIMULATED, TAKEN
from dpgkit.measurement.models import Change, Feedback, Link, Organisation, Reply
from dpgkit.measurement.store import Store, today

FEEDBACK, REPLIES, CHANGES, LINKS = Feedback.__table__, Reply.__table__, Change.__table__, Link.__table__
REPORT = ["행", "결과", "까닭", "번호"]
LEVELS = (1, 2, 3, 4, 5)
UNKNOWN = "모름"
SAME = ("received", "channel", "topic", "rating", "comment")      # what makes two rows one piece of feedback
REPEATED = "받은 날, 창구, 주제, 평점, 글이 같은 의견이 있습니다. 서로 다른 의견이면 own_number 칸에 다른 번호를 적어 함께 내십시오."


def record_feedback(store: Store, key: str, table: pd.DataFrame, *, simulated: bool = False) -> pd.DataFrame:
    """Record what citizens said, and return what became of each row: 행, 결과 (받음, 이미 있음, 거절), 까닭, 번호.

    The same table sent twice does no harm: a row that agrees with another of the organisation in all of ``SAME`` is there already. People
    who said the same on the same day are told apart by an ``own_number`` of their own, in one table: as many are kept as there are
    different numbers.
    Parameters: ``key`` of the organisation that was told; ``table`` with the columns received (day), channel, topic, audience (group of
    people, empty where unknown), rating and importance (1 to 5, may be empty), comment (numbers of persons and phones are masked), and,
    where needed, own_number; ``simulated`` marks them as 모의자료. Raises Refused for a wrong key.
    """
    repeats = _Repeats()

    def checked(actor: Actor, row: Mapping[str, object]) -> dict[str, object]:
        found = {name: _level(row.get(name), name) for name in ("rating", "importance")}
        comment = cells.masked(row.get("comment"))
        if found["rating"] is None and not comment:
            raise Refused("missing", value="평점과 의견")
        if not comment and not any(cells.label(row.get(name)) for name in ("channel", "topic")):
            raise Refused("missing", value="창구, 주제, 의견 모두", allowed="셋 가운데 하나 이상")
        named = {name: cells.label(row.get(name)) or UNKNOWN for name in ("channel", "topic", "audience")}
        return {"organisation_id": actor.id, "received": cells.day(row.get("received"), "받은 날", latest=today()), **named, **found,
                "comment": comment, "simulated": int(simulated)}

    return _record(store, key, "의견 적기", FEEDBACK, table, checked, repeated=repeats.number)


def reply_feedback(store: Store, key: str, table: pd.DataFrame) -> pd.DataFrame:
    """Record answers to citizens, and return what became of each row, as ``record_feedback`` does.

    Parameters: ``table`` with the columns feedback (number), replied (day), text.
    """
    def checked(actor: Actor, row: Mapping[str, object]) -> dict[str, object]:
        number = _own(actor, row.get("feedback"))
        text = cells.masked(row.get("text"))
        if not text:
            raise Refused("missing", value="답한 글")
        replied = _after(actor, number, cells.day(row.get("replied"), "답한 날", latest=today()))
        return {"feedback_id": number, "organisation_id": actor.id, "replied": replied, "text": text}

    return _record(store, key, "의견에 답하기", REPLIES, table, checked)


def log_changes(store: Store, key: str, table: pd.DataFrame) -> pd.DataFrame:
    """Record what was changed and which feedback led to it, and return what became of each row, as ``record_feedback`` does.

    Parameters: ``table`` with the columns made (day), title, detail, feedback (numbers, as a list or divided by commas; may be empty).
    """
    def checked(actor: Actor, row: Mapping[str, object]) -> dict[str, object]:
        made = cells.day(row.get("made"), "바꾼 날", latest=today())
        for number in _numbers(row.get("feedback")):
            _after(actor, _own(actor, number), made)
        return {"organisation_id": actor.id, "made": made, "title": cells.title(row.get("title")), "detail": cells.clean(row.get("detail"))}

    def linked(actor: Actor, number: int, row: Mapping[str, object]) -> None:
        rows = [{"feedback_id": one, "change_id": number, "organisation_id": actor.id} for one in _numbers(row.get("feedback"))]
        actor.add(LINKS, rows)

    return _record(store, key, "바꾼 일 적기", CHANGES, table, checked, linked)


def feedback_items(store: Store, key: str) -> pd.DataFrame:
    """Return what citizens said to an organisation; the backbone sees all of it.

    Columns: number, organisation, received, channel, topic, audience, rating, importance, comment, replied (day of the first answer, empty
    where there is none), days (until then), changes (how many it led to), data (제출 or 모의자료). Raises Refused for a wrong key.
    """
    first = select(func.min(REPLIES.c.replied)).where(REPLIES.c.feedback_id == FEEDBACK.c.id).scalar_subquery()
    led = select(func.count()).select_from(LINKS).where(LINKS.c.feedback_id == FEEDBACK.c.id).scalar_subquery()
    names = [FEEDBACK.c[name] for name in ("received", "channel", "topic", "audience", "rating", "importance", "comment")]
    data = case((FEEDBACK.c.simulated == 1, SIMULATED), else_=REAL).label("data")
    rows = select(FEEDBACK.c.id.label("number"), Organisation.name.label("organisation"), *names, func.coalesce(first, "").label("replied"),
                  led.label("changes"), data).join(Organisation.__table__, Organisation.id == FEEDBACK.c.organisation_id)
    with access.looking(store, key) as actor, actor.held():
        mine = rows if actor.kind == "backbone" else rows.where(FEEDBACK.c.organisation_id == actor.id)
        result = actor.connection.execute(mine.order_by(FEEDBACK.c.id))
        table = pd.DataFrame(result.all(), columns=list(result.keys()))
    days = (pd.to_datetime(table["replied"].replace("", None)) - pd.to_datetime(table["received"])).dt.days
    table.insert(table.columns.get_loc("changes"), "days", days.astype("Int64"))
    return table.astype({"rating": "Int64", "importance": "Int64", "changes": "int64"})


def changes(store: Store) -> pd.DataFrame:
    """Return what was changed because of feedback, for everyone: number, organisation, made, title, detail, feedback (how many), data
    (제출, 모의자료 or both, as the feedback that led to it; empty where none did).
    """
    led = select(func.count()).select_from(LINKS).where(LINKS.c.change_id == CHANGES.c.id).scalar_subquery()
    made_up = select(func.sum(FEEDBACK.c.simulated)).select_from(LINKS.join(FEEDBACK, FEEDBACK.c.id == LINKS.c.feedback_id)).where(
        LINKS.c.change_id == CHANGES.c.id).scalar_subquery()
    data = case((led == 0, ""), (made_up == 0, REAL), (made_up == led, SIMULATED), else_=f"{SIMULATED}·{REAL}")
    rows = select(CHANGES.c.id.label("number"), Organisation.name.label("organisation"), CHANGES.c.made, CHANGES.c.title, CHANGES.c.detail,
                  led.label("feedback"), data.label("data")).join(Organisation.__table__, Organisation.id == CHANGES.c.organisation_id)
    with store.reading() as connection:
        result = connection.execute(rows.order_by(CHANGES.c.id))
        return pd.DataFrame(result.all(), columns=list(result.keys()))


class _Repeats:
    """What an organisation has said already, and how often each of it stands in the table that is being taken."""

    def __init__(self) -> None:
        self.kept: dict[tuple, list[int]] | None = None
        self.own: dict[tuple, list[str]] = defaultdict(list)

    def number(self, actor: Actor, found: Mapping[str, object], row: Mapping[str, object], coming: int) -> int:
        """Return the number under which a row is there already, or 0; ``coming`` is the number that it gets otherwise."""
        if self.kept is None:
            self.kept = _kept(actor)
        same, own = tuple(found[name] for name in SAME), cells.label(row.get("own_number"))
        if own not in self.own[same]:
            self.own[same].append(own)
        numbers, place = self.kept[same], self.own[same].index(own)
        if place < len(numbers):
            return numbers[place]
        numbers.append(coming)
        return 0


def _kept(actor: Actor) -> dict[tuple, list[int]]:
    rows = select(*(FEEDBACK.c[name] for name in SAME), FEEDBACK.c.id).where(FEEDBACK.c.organisation_id == actor.id)
    kept: dict[tuple, list[int]] = defaultdict(list)
    for *same, number in actor.connection.execute(rows.order_by(FEEDBACK.c.id)):
        kept[tuple(same)].append(number)
    return kept


def _record(store: Store, key: str, task: str, into: Table, table: pd.DataFrame, checked: Callable[[Actor, Mapping], dict],
            then: Callable[[Actor, int, Mapping], None] | None = None,
            repeated: Callable[[Actor, Mapping, Mapping, int], int] | None = None) -> pd.DataFrame:
    report, plain = [], table.astype(object).where(table.notna(), None)
    with access.acting(store, key, {"일": task, "행": len(table)}) as actor:
        rows, asked, first = [], [], audit.next_id(actor.connection, into)
        for place, row in zip(plain.index, plain.to_dict("records"), strict=True):
            try:
                found = checked(actor, row)
            except Refused as refusal:
                report.append((place, DENIED, refusal.line, 0))
                actor.refuse({"일": task, "행": str(place)}, refusal)
                continue
            if repeated and (known := repeated(actor, found, row, first + len(rows))):
                report.append((place, KNOWN, REPEATED, known))
                continue
            rows.append(found)
            asked.append((place, row))
        numbers = actor.add(into, rows)
        for number, (place, row) in zip(numbers, asked, strict=True):
            report.append((place, TAKEN, "", number))
            if then:
                then(actor, number, row)
    order = {place: position for position, place in enumerate(plain.index)}
    return pd.DataFrame(sorted(report, key=lambda line: order[line[0]]), columns=REPORT)


def _level(value: object, label: str) -> int | None:
    number = cells.number(value, label)
    if number is None:
        return None
    if number not in LEVELS:
        raise Refused("choice", value=f"{label}: {number:g}", allowed=LEVELS)
    return int(number)


def _numbers(value: object) -> list[int]:
    listed: Sequence[object] = value if isinstance(value, list | tuple) else cells.clean(value).split(",")
    found = [cells.number(one, "의견 번호") for one in listed]
    return sorted({int(one) for one in found if one is not None})


def _own(actor: Actor, value: object) -> int:
    """Return the number of a piece of feedback of one's own organisation."""
    number = cells.number(value, "의견 번호") or 0
    mine = select(FEEDBACK.c.id).where(FEEDBACK.c.id == int(number), FEEDBACK.c.organisation_id == actor.id)
    if actor.connection.execute(mine).first() is None:
        raise Refused("feedback", value=value)
    return int(number)


def _after(actor: Actor, number: int, day: str) -> str:
    received = actor.connection.execute(select(FEEDBACK.c.received).where(FEEDBACK.c.id == number)).scalar_one()
    if day < received:
        raise Refused("early", value=day, allowed=f"{received}부터")
    return day
