"""Personal data is counted, and other numbers are left alone."""

import pytest

from dpgkit import personal


@pytest.mark.parametrize(("text", "numbers"), [
    ("900101-1234567", [1, 0]), ("9001011234567", [1, 0]), ("900101 - 8234567", [1, 0]), ("901301-1234567", [0, 0]),
    ("900101-9234567", [0, 0]), ("900101-1******", [0, 0]), ("19900101-1234567", [0, 0]), ("010-1234-5678", [0, 1]),
    ("01012345678", [0, 1]), ("02) 123-4567", [0, 1]), ("044-123-4567", [0, 1]), ("070-1234-5678", [0, 1]),
    ("0212345678", [0, 0]), ("2023-0101-1234", [0, 0]), ("1,234-5678", [0, 0]), ("978-89-1234-567", [0, 0])])
def test_what_is_counted(text, numbers):
    assert list(personal.count(f"담당자({text})입니다").values()) == numbers
