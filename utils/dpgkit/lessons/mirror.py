"""The cells of a lesson in another language: prose and comments from the catalogue of phrases, code as it is."""

import re

import nbformat

from dpgkit.language.translation import translate

COMMENT = re.compile(r"(?<=# ).*[가-힣].*$", re.MULTILINE)
PARAMETER = re.compile(r'(?<=^language: str = ")ko(?=")', re.MULTILINE)


def said(cell: nbformat.NotebookNode, language: str) -> str:
    """Return the source of a cell in a language.

    >>> said(nbformat.v4.new_code_cell('language: str = "ko"'), "en")
    'language: str = "en"'
    """
    if language == "ko":
        return cell.source
    if cell.cell_type == "markdown":
        return translate(cell.source, language)
    code = PARAMETER.sub(language, cell.source)
    return COMMENT.sub(lambda comment: translate(comment[0], language), code)
