"""Hannanum in any folder: KoNLPy's own looks for its data under the address of a class, where a space is %20 and Hangul is nothing."""

from typing import Any

from dpgkit.analyzers import java
from dpgkit.errors import DataError

PACKAGE = "kr.ac.kaist.swrc.jhannanum"
CHART = "MajorPlugin.MorphAnalyzer.ChartMorphAnalyzer"
HMM = "MajorPlugin.PosTagger.HmmPosTagger"
SUPPLEMENT = "SupplementPlugin"
TODO = "키트를 C:\\dpgkit처럼 빈칸과 한글이 없는 폴더로 옮기거나 analyzer를 kiwi나 komoran으로 바꾸십시오."


def anywhere(konlpy_hannanum: Any) -> Any:
    """Return KoNLPy's Hannanum, ready to tag (with nine tags) from a folder of any name.

    It gets the workflow that KoNLPy's Java would have made at the first text: same parts, same order, same settings.
    Java must have been started. Raises DataError where its data cannot be read.
    """
    workflow = _workflow(str(java.jar_folder()))
    try:
        workflow.activateWorkflow(False)
    except Exception as error:       # those of Java
        raise DataError("한나눔의 사전을 읽지 못했습니다.", value=java.jar_folder(), todo=TODO) from error
    field = konlpy_hannanum.jhi.getClass().getDeclaredField("wfPos09")
    field.setAccessible(True)
    field.set(konlpy_hannanum.jhi, workflow)
    return konlpy_hannanum


def _workflow(folder: str) -> Any:
    """Return Hannanum's way from a text to its nine tags, with its data in ``folder``."""
    import jpype

    workflow = jpype.JClass(f"{PACKAGE}.hannanum.Workflow")(folder)
    workflow.appendPlainTextProcessor(_part(f"{SUPPLEMENT}.PlainTextProcessor.SentenceSegmentor.SentenceSegmentor"), None)
    workflow.appendPlainTextProcessor(_part(f"{SUPPLEMENT}.PlainTextProcessor.InformalSentenceFilter.InformalSentenceFilter"), None)
    workflow.setMorphAnalyzer(_part(f"{CHART}.ChartMorphAnalyzer"), _settings(CHART))
    workflow.appendMorphemeProcessor(_part(f"{SUPPLEMENT}.MorphemeProcessor.UnknownMorphProcessor.UnknownProcessor"), None)
    workflow.setPosTagger(_part(f"{HMM}.HMMTagger"), _settings(HMM))
    workflow.appendPosProcessor(_part(f"{SUPPLEMENT}.PosProcessor.SimplePOSResult09.SimplePOSResult09"), None)
    return workflow


def _part(name: str) -> Any:
    import jpype

    return jpype.JClass(f"{PACKAGE}.plugin.{name}")()


def _settings(part: str) -> str:
    return f"conf/plugin/{part.replace('.', '/')}.json"
