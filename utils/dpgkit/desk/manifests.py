"""What a study did, in numbers: the corpus, the analyzer, the lexicon, the parameters and the versions, gathered in one place."""

import importlib.metadata
import importlib.util
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from dpgkit import analyzers, documents, paths
from dpgkit.lexicon import Lexicon
from dpgkit.morphology import Analysis

PACKAGES = {"numpy": "NumPy", "pandas": "pandas", "scipy": "SciPy", "scikit-learn": "scikit-learn"}
KONLPY, KIWI = {"konlpy": "KoNLPy"}, {"kiwipiepy": "kiwipiepy", "kiwipiepy_model": "kiwipiepy_model"}
ENGINES = {"komoran": "KOMORAN", "okt": "Open Korean Text", "hannanum": "JHannanum", "kkma": "Kkma", "kiwi": "Kiwi"}
JARS = {"komoran": "komoran", "okt": "open-korean-text", "hannanum": "jhannanum", "kkma": "kkma"}
LABELS = [
    (r"정책 문서 요약문 (\d+)편\(원문이 아님\)", r"\1 digests of policy documents, written for teaching (not the original documents)"),
    (r"국회 의안 (\d+)건\(KoNLPy에 들어 있음\)", r"\1 bills of the National Assembly of Korea (shipped with KoNLPy)"),
    (r"대한민국헌법\(KoNLPy에 들어 있음\)", r"the Constitution of the Republic of Korea (shipped with KoNLPy)"),
    (r"의안 (\d+)건과 헌법", r"\1 bills of the National Assembly and the Constitution of the Republic of Korea"),
    (r"말뭉치 '(.+)'의 문서 (\d+)건", r"corpus '\1', \2 documents"), (r"'(.+)' 폴더의 문서 (\d+)건", r"folder '\1', \2 documents")]


@dataclass(frozen=True, eq=False)
class Manifest:
    """What a study did; the method paragraphs and the appendix are made from this and from nothing else.

    ``label``, ``label_en`` of the corpus; ``flow``: 단계, 수; ``refused``: 파일, 까닭; ``first`` and ``last`` date (ISO 8601, empty
    where none is known) and how many documents are ``undated``. ``analyzer`` with what a reader must know (``notes``), and its
    ``sentences`` (number), ``removed`` and ``skipped`` as in ``Analysis``. ``sizes`` of the lists of the lexicon and its ``key``;
    ``log``: what each decision did. ``words`` counted, ``distinct`` ones among them. ``parameters``, ``seeds``, ``versions`` by name.
    """

    label: str
    label_en: str
    flow: pd.DataFrame
    refused: pd.DataFrame
    first: str
    last: str
    undated: int
    analyzer: str
    notes: tuple[str, ...]
    sentences: int
    removed: pd.DataFrame
    skipped: pd.DataFrame
    sizes: Mapping[str, int]
    key: str
    log: pd.DataFrame
    words: int
    distinct: int
    parameters: Mapping[str, object]
    seeds: Mapping[str, int]
    versions: Mapping[str, str]


def gather(corpus: documents.Corpus, analysis: Analysis, rules: Lexicon, log: pd.DataFrame, counted: pd.DataFrame, *,
           parameters: Mapping[str, object], seeds: Mapping[str, int], label_en: str = "") -> Manifest:
    """Return the manifest of a study.

    Parameters: ``corpus`` as ``documents.read_corpus`` and ``analysis`` as ``morphology.analyze`` return them; ``rules`` the
    lexicon and ``log`` what it did, as ``lexicon.decision_log`` returns it; ``counted`` the tokens that are left to count;
    ``parameters`` and ``seeds`` by name; ``label_en`` the English name of the corpus, see ``english_label``.
    """
    dates = corpus.documents["date"]
    known = dates[dates != ""]
    return Manifest(
        label=corpus.label, label_en=label_en or english_label(corpus.label), flow=documents.flow(corpus), refused=corpus.refused,
        first=known.min() if len(known) else "", last=known.max() if len(known) else "", undated=len(dates) - len(known),
        analyzer=analysis.analyzer, notes=analysis.notes, sentences=len(analysis.sentences), removed=analysis.removed,
        skipped=analysis.skipped, sizes={name: len(getattr(rules, name)) for name in ("nouns", "synonyms", "stopwords")},
        key=rules.key, log=log, words=len(counted), distinct=counted["lemma"].nunique(), parameters=dict(parameters),
        seeds=dict(seeds), versions=versions(analysis.analyzer))


def english_label(label: str) -> str:
    """Return the English name of a corpus; one that the kit does not know keeps its own name.

    >>> english_label("말뭉치 '우리기관'의 문서 12건")
    "corpus '우리기관', 12 documents"
    """
    for korean, english in LABELS:
        if re.fullmatch(korean, label):
            return re.sub(korean, english, label)
    return label


def versions(analyzer: str) -> dict[str, str]:
    """Return the version of everything that has a part in the numbers, by name.

    >>> list(versions("kiwi"))[:3]
    ['dpgkit', 'Python', 'kiwipiepy']

    Raises DataError for an unknown analyzer.
    """
    java = analyzers.check(analyzer).java
    found = {"dpgkit": str(kit()["version"]), "Python": platform.python_version()}
    found |= {name: importlib.metadata.version(package) for package, name in (KONLPY if java else KIWI).items()}
    if java:
        found[ENGINES[analyzer]] = _jar_version(JARS[analyzer])
    return found | {name: importlib.metadata.version(package) for package, name in PACKAGES.items()}


def kit() -> dict:
    """Return how the kit is to be cited, as ``CITATION.cff`` says.

    >>> kit()["type"]
    'software'
    """
    return yaml.safe_load((paths.kit_root() / "CITATION.cff").read_text(encoding="utf-8"))


def _jar_version(name: str) -> str:
    """Return the version of an analyzer that KoNLPy brings along, as its file name says."""
    folder = Path(importlib.util.find_spec("konlpy").origin).parent / "java"
    found = [match[1] for file in sorted(folder.glob(f"{name}-*.jar")) if (match := re.fullmatch(rf"{name}-([\d.]+)\.jar", file.name))]
    return found[-1] if found else "근거 미확인"
