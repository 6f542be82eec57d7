"""The shipped notebooks are the sources, executed, and follow the kit's rules for a lesson."""

import ast
import json
import re

import nbformat
import pytest

from dpgkit import lessons, paths

NAMES = lessons.names()
SHIPPED = {name: nbformat.read(paths.notebooks_dir() / f"{name}.ipynb", as_version=4) for name in NAMES}
LOCAL = re.compile(r"/(home|root|Users|tmp)/|[A-Z]:\\\\Users")


def code(name):
    return [cell for cell in SHIPPED[name].cells if cell.cell_type == "code"]


def plain(cells):
    return [(cell["id"], cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in cells]


def test_there_are_seven_lessons():
    assert NAMES == ["00_start_here", "01_egov_history", "02_policy_text", "03_collective_impact", "04_architecture", "05_kpi_design",
                     "06_your_case"]


@pytest.mark.parametrize("name", NAMES)
def test_notebook_and_source_agree(name):
    assert plain(SHIPPED[name].cells) == plain(lessons.notebook(name).cells)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_was_executed_in_order_and_without_noise(name):
    assert [cell.execution_count for cell in code(name)] == list(range(1, len(code(name)) + 1))
    assert {output.output_type for cell in code(name) for output in cell.outputs} <= {"execute_result"}


@pytest.mark.parametrize("name", NAMES)
def test_outputs_hold_no_paths_of_one_machine(name):
    outputs = [output for cell in code(name) for output in cell.outputs]
    assert outputs and not LOCAL.search(json.dumps(outputs, ensure_ascii=False))


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_defines_nothing_and_its_cells_are_short(name):
    for cell in code(name):
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.ClassDef, ast.Lambda}
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 12 or cell in code(name)[:2]       # imports and parameters stand one in a line


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_one_title_one_import_cell_and_one_parameters_cell(name):
    sources = [cell.source for cell in code(name)]
    assert sum(cell.source.count("\n# ") + cell.source.startswith("# ") for cell in SHIPPED[name].cells
               if cell.cell_type == "markdown") == 1
    assert "import" in sources[0] and not any(re.search(r"^(from|import) ", text, re.MULTILINE) for text in sources[1:])
    assert ["parameters" in cell.metadata.get("tags", []) for cell in code(name)].count(True) == 1
    assert sources[2].startswith(f'parameters.check("{name}"')


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_asks_the_reader_and_says_what_it_cannot_tell(name):
    prose = "\n".join(cell.source for cell in SHIPPED[name].cells if cell.cell_type == "markdown")
    assert "멈추고 짐작하기" in prose and "## 마무리" in prose
    assert name == "00_start_here" or ("이렇게 잘못 읽을 수 있습니다" in prose and "이 과로 알 수 없는 것" in prose)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_lesson_takes_over_was_handed_on_before(name):
    earlier = [table for other in NAMES if other < name for table in lessons.describe(other).hands_on]
    source = (lessons.sources_dir() / f"{name}.py").read_text(encoding="utf-8")
    assert set(lessons.describe(name).needs) <= set(earlier)
    assert set(re.findall(r'results\.load\("(\w+)"', source)) == set(lessons.describe(name).needs)
    assert set(re.findall(r'(\d\d_\w+)", case\)', source)) == set(lessons.describe(name).needs + lessons.describe(name).hands_on)


def test_ids_come_from_the_content():
    cells = [nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("1"), nbformat.v4.new_markdown_cell("1")]
    first, second, third = lessons._identities(cells)
    assert second == f"{first}-1" and third != first


def test_the_nearest_heading_is_found():
    cells = [{"cell_type": "markdown", "source": "# 제목\n\n## 1. 연표"}, {"cell_type": "code", "source": "## 아님"}]
    assert lessons.heading_above(cells, 2) == "1. 연표" and lessons.heading_above(cells, 0) == "첫머리"
