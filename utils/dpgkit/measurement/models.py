"""The tables of the shared measurement store. Every table only grows: a change is a new row, and each row is in the audit."""

from sqlalchemy import CheckConstraint, Float, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

STATES = ("draft", "submitted", "returned", "accepted", "published")     # a submission only moves to the right
DRAFT, SUBMITTED, RETURNED, ACCEPTED, PUBLISHED = range(len(STATES))
STATE_WORDS = {"draft": "초안", "submitted": "냄", "returned": "돌려보냄", "accepted": "받아들임", "published": "공개"}
KINDS = {"ratio": "비율(분자 ÷ 분모)", "count": "개수", "number": "수"}
AGGREGATIONS = ("ratio_of_sums", "mean_of_ratios")      # how the ratios of several organisations are put together
PERIOD_KINDS = {"year": "연", "half": "반기", "quarter": "분기", "month": "월"}
CONVENTION = {"uq": "uq_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
              "fk": "fk_%(table_name)s_%(column_0_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}
LATER = {("indicators", "aggregation"): "ratio_of_sums"}     # columns that stores made before them lack, with what holds there


def _one_of(column: str, values: object) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", name=column)


def _to(table: str, **options: object) -> Mapped[int]:
    return mapped_column(ForeignKey(f"{table}.id"), **options)


class Base(DeclarativeBase):
    """What all tables share: the naming of their constraints."""

    metadata = MetaData(naming_convention=CONVENTION)


class Row:
    """A row of an audited table: its number, counted from 1 without gaps, and when it was written (UTC, ISO 8601)."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, sort_order=-2)
    at: Mapped[str] = mapped_column(String(40), sort_order=-1)


class Organisation(Row, Base):
    """Who submits: a member, or the backbone that invites members and reviews what they submit."""

    __tablename__ = "organisations"
    name: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    __table_args__ = (_one_of("kind", ("member", "backbone")),)


class Key(Row, Base):
    """A fingerprint of a key that was given out. The newest row of an organisation counts; an empty one ends all keys."""

    __tablename__ = "keys"
    organisation_id: Mapped[int] = _to("organisations", index=True)
    salt: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Indicator(Row, Base):
    """What is measured. A changed meaning is a new indicator with a new name."""

    __tablename__ = "indicators"
    name: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    definition: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    period_kind: Mapped[str] = mapped_column(String(10))
    level: Mapped[str] = mapped_column(String(10))
    lowest: Mapped[float] = mapped_column(Float)
    highest: Mapped[float] = mapped_column(Float)
    aggregation: Mapped[str] = mapped_column(String(20), server_default=LATER["indicators", "aggregation"])
    __table_args__ = (_one_of("kind", KINDS), _one_of("period_kind", PERIOD_KINDS), CheckConstraint("lowest < highest", name="range"),
                      _one_of("aggregation", AGGREGATIONS))


class Period(Row, Base):
    """The days that a value speaks of, and the last day on which it is taken (empty: no last day)."""

    __tablename__ = "periods"
    name: Mapped[str] = mapped_column(String(10), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    starts: Mapped[str] = mapped_column(String(10))
    ends: Mapped[str] = mapped_column(String(10))
    closes: Mapped[str] = mapped_column(String(10))
    __table_args__ = (_one_of("kind", PERIOD_KINDS), CheckConstraint("starts <= ends", name="days"))


class Assignment(Row, Base):
    """Whether an organisation may submit an indicator. The newest row of a pair counts."""

    __tablename__ = "assignments"
    organisation_id: Mapped[int] = _to("organisations", index=True)
    indicator_id: Mapped[int] = _to("indicators", index=True)
    allowed: Mapped[int] = mapped_column(Integer)
    __table_args__ = (_one_of("allowed", (0, 1)),)


class Submission(Row, Base):
    """A value of one organisation, indicator and period. A correction is a row of its own that names the row it corrects."""

    __tablename__ = "submissions"
    organisation_id: Mapped[int] = _to("organisations")
    indicator_id: Mapped[int] = _to("indicators", index=True)
    period_id: Mapped[int] = _to("periods", index=True)
    revision: Mapped[int] = mapped_column(Integer)
    corrects: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"), unique=True)
    value: Mapped[float] = mapped_column(Float)
    numerator: Mapped[float | None] = mapped_column(Float)
    denominator: Mapped[float | None] = mapped_column(Float)
    unit: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[int] = mapped_column(Integer)
    simulated: Mapped[int] = mapped_column(Integer)
    __table_args__ = (
        UniqueConstraint("organisation_id", "indicator_id", "period_id", "revision"),
        CheckConstraint("(revision = 1 AND corrects IS NULL) OR (revision > 1 AND corrects IS NOT NULL AND reason <> '')",
                        name="correction"),
        CheckConstraint("denominator IS NULL OR denominator > 0", name="denominator"),
        _one_of("state", (DRAFT, SUBMITTED)), _one_of("simulated", (0, 1)))


class Review(Row, Base):
    """A step of a submission after it was written: who moved it to which state, and why."""

    __tablename__ = "reviews"
    submission_id: Mapped[int] = _to("submissions")
    state: Mapped[int] = mapped_column(Integer)
    organisation_id: Mapped[int] = _to("organisations")
    note: Mapped[str] = mapped_column(Text)
    __table_args__ = (UniqueConstraint("submission_id", "state"), _one_of("state", range(SUBMITTED, len(STATES))))


class Feedback(Row, Base):
    """What a citizen said about the service of an organisation; rating and importance are levels from 1 to 5."""

    __tablename__ = "feedback"
    organisation_id: Mapped[int] = _to("organisations", index=True)
    received: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(40))
    rating: Mapped[int | None] = mapped_column(Integer)
    importance: Mapped[int | None] = mapped_column(Integer)
    comment: Mapped[str] = mapped_column(Text)
    simulated: Mapped[int] = mapped_column(Integer)
    __table_args__ = (CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
                      CheckConstraint("importance BETWEEN 1 AND 5", name="importance"), _one_of("simulated", (0, 1)))


class Reply(Row, Base):
    """An answer to a piece of feedback; there may be several."""

    __tablename__ = "replies"
    feedback_id: Mapped[int] = _to("feedback", index=True)
    organisation_id: Mapped[int] = _to("organisations")
    replied: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)


class Change(Row, Base):
    """Something that an organisation changed, on which day."""

    __tablename__ = "changes"
    organisation_id: Mapped[int] = _to("organisations", index=True)
    made: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text)


class Link(Row, Base):
    """Which piece of feedback led to which change."""

    __tablename__ = "links"
    feedback_id: Mapped[int] = _to("feedback")
    change_id: Mapped[int] = _to("changes", index=True)
    organisation_id: Mapped[int] = _to("organisations")
    __table_args__ = (UniqueConstraint("feedback_id", "change_id"),)


class Audit(Base):
    """One entry for each written row and each refusal; each entry holds the hash of the one before it."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(20))
    entity: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


OWNED = ("submissions", "reviews", "feedback", "replies", "changes", "links")      # whose rows belong to an organisation
AUDITED: dict[str, Table] = {table.name: table for table in Base.metadata.sorted_tables if table.name != "audit"}
