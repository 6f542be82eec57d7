"""A mapping table that is being written: every change can be taken back, nothing is lost, problems show at once."""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pandas as pd

from dpgkit import cases
from dpgkit.cases import casefiles, caselibrary, caserows, caserules, leftovers
from dpgkit.cases.caserows import problem_table
from dpgkit.errors import DataError
from dpgkit.impact import condition_labels
from dpgkit.reading import Reading

TABLE, FILE = "case-mapping", "mapping.csv"
STEPS = 200              # changes that can be taken back


@dataclass
class Draft:
    """The rows of a mapping as text, what they were before, and where they will be saved."""

    case: str
    rows: pd.DataFrame
    since: str | None = None
    past: list[pd.DataFrame] = field(default_factory=list)
    future: list[pd.DataFrame] = field(default_factory=list)

    def set(self, row: int, column: str, value: str) -> None:
        """Change one cell. Raises DataError for a row or a column that is not there."""
        if column not in self.rows or not 0 <= row < len(self.rows):
            raise DataError("그 칸이 없습니다.", value=f"{row + 1}째 줄의 {column}", todo="줄과 열을 확인하십시오.",
                            allowed=f"1~{len(self.rows)}째 줄, {', '.join(self.rows)}")
        if self.rows.at[row, column] != value:
            self._keep()
            self.rows.at[row, column] = value

    def add(self, condition: str = "common_agenda", actor: str = "government") -> int:
        """Add an empty row and return its place."""
        self._keep()
        told = {"condition": condition, "actor": actor, "evidence": caserules.UNKNOWN, "status": "unverified"}
        line = max(caserows.lines(self.rows), default=1) + 1
        added = pd.DataFrame([{**dict.fromkeys(self.rows, ""), **told}], index=[line])
        self.rows = caserows.with_lines(pd.concat([self.rows.set_axis(caserows.lines(self.rows)), added]))
        return len(self.rows) - 1

    def delete(self, row: int) -> None:
        """Take a row out. Raises DataError for a row that is not there."""
        if not 0 <= row < len(self.rows):
            raise DataError("그 줄이 없습니다.", value=f"{row + 1}째 줄", allowed=f"1~{len(self.rows)}째 줄", todo="줄을 확인하십시오.")
        self._keep()
        self.rows = caserows.with_lines(self.rows.set_axis(caserows.lines(self.rows)).drop(index=caserows.lines(self.rows)[row]))

    def undo(self) -> bool:
        """Take the last change back and return whether there was one."""
        return self._step(self.past, self.future)

    def redo(self) -> bool:
        """Make the last change that was taken back again and return whether there was one."""
        return self._step(self.future, self.past)

    def problems(self) -> pd.DataFrame:
        """Return what is wrong with the rows as they are now, as ``caserows.problem_table``, by the lines of the file."""
        numbered = self.rows.set_axis(caserows.lines(self.rows))
        _, typing = caserows.checked(numbered, TABLE, FILE)
        broken = caserules.check_mapping(numbered, FILE)
        ruled = set(zip(broken["행"], broken["열"], strict=True))
        other = [row for row in typing.to_dict("records") if (row["행"], row["열"]) not in ruled]
        return problem_table([*other, *broken.to_dict("records")])

    def save(self) -> Path:
        """Write the rows into the reader's own case folder, the kit's cases into a copy, and return the file.

        A table with problems is saved too, so that no work is lost; lessons refuse it until it is mended.
        Raises DataError as ``casefiles.save`` does.
        """
        if self.case not in _own_names():
            copies = (f"{self.case}_사본{number or ''}" for number in count())
            free = next(name for name in copies if name not in set(caselibrary.library()["case"]))
            self.case, self.since = caselibrary.new_case(free, self.case).name, None
        file = casefiles.save(self.rows, cases.own_dir() / self.case / FILE, TABLE, since=self.since)
        for rows in (self.rows, *self.past, *self.future):
            rows.attrs.clear()           # comments are not written, so that the lines are counted from the header again
        self.since = casefiles.digest(file)
        return file

    def _keep(self) -> None:
        self.past = [*self.past, self.rows.copy()][-STEPS:]
        self.future.clear()

    def _step(self, source: list[pd.DataFrame], target: list[pd.DataFrame]) -> bool:
        if not source:
            return False
        target.append(self.rows)
        self.rows = source.pop()
        return True


def open_draft(case: str) -> Draft:
    """Return the mapping of a case to write on, as it stands in its file, good or not.

    >>> len(open_draft("housing").rows)
    18

    Raises DataError for an unknown case and a file that cannot be read.
    """
    file = cases.case_folder(case) / FILE
    own = file.is_relative_to(cases.own_dir())
    return Draft(case, caserows.with_lines(casefiles.read_cells(file, TABLE)), casefiles.digest(file) if own else None)


def in_korean(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a draft to read, with Korean words for coded values and ``근거 미확인`` for the questions of the template.

    >>> in_korean(open_draft("housing").rows).iloc[0, :2].tolist()
    ['공동의 어젠다', '정부']
    """
    words = {column: caserows.labels(TABLE, column) for column in ("condition", "actor", "status")}
    told = leftovers.without(rows, "mapping")
    told = told.assign(**{column: rows[column].map(labels).fillna(rows[column]) for column, labels in words.items()})
    names = {"condition": "조건", "actor": "주체", "activity": "활동", "evidence": "근거", "status": "상태", "level": "수준"}
    return told[list(names)].rename(columns=names)


def read_draft(draft: Draft) -> Reading:
    """Return one sentence on how much is written and what is still to be mended.

    >>> read_draft(open_draft("housing"))
    '18줄을 적었고, 다섯 조건 가운데 5개에 줄이 있습니다. 고칠 것이 없습니다.'
    """
    found, written = len(draft.problems()), set(draft.rows["condition"]) & set(condition_labels())
    left = f"고칠 것이 {found}곳 있습니다." if found else "고칠 것이 없습니다."
    return Reading(f"{len(draft.rows)}줄을 적었고, 다섯 조건 가운데 {len(written)}개에 줄이 있습니다. {left}")


def _own_names() -> set[str]:
    return {path.parent.name for path in cases.own_dir().glob("[!.]*/case.yml")}
