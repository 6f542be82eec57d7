"""Why a file could not be read: one kind, one Korean message and one thing to do for each."""

import unicodedata
from pathlib import PurePath

from dpgkit.errors import DpgkitError

KINDS = {
    "empty_file": ("내용이 없는 0바이트 파일입니다.", "원본을 다시 내려받으십시오."),
    "html_error_page": ("문서가 아니라 인터넷의 오류 화면이나 로그인 화면이 저장된 파일입니다.",
                        "브라우저에서 로그인한 뒤 원본을 다시 내려받으십시오."),
    "lfs_pointer": ("문서가 아니라 Git LFS가 남긴 주소 표시 파일입니다.", "저장소에서 git lfs pull로 원본을 받으십시오."),
    "unknown_format": ("알 수 없는 형식입니다.", "HWP, HWPX, PDF, DOCX, XLSX, CSV, TXT, MD, HTML로 저장해 다시 넣으십시오."),
    "picture": ("글이 아니라 그림 파일입니다.", "글이 있는 원본을 넣거나, 문자 인식(OCR)을 거친 PDF로 저장해 넣으십시오."),
    "encrypted": ("암호가 걸린 파일입니다.", "만든 프로그램에서 열어 암호를 풀고 다시 저장하십시오."),
    "distribution": ("배포용으로 잠긴 문서라서 본문을 풀지 못했습니다.", "배포한 기관에 HWPX나 PDF 원본을 요청하십시오."),
    "hwp3": ("한글 97 이전의 HWP 3.x 문서입니다.", "한컴오피스에서 열어 HWPX나 PDF로 다시 저장하십시오."),
    "hwpml": ("HWPML(.hml) 문서입니다.", "한컴오피스에서 열어 HWPX로 다시 저장하십시오."),
    "damaged": ("파일이 잘렸거나 깨졌습니다.", "원본을 다시 받거나, 만든 프로그램에서 열어 다시 저장하십시오."),
    "too_large": ("압축을 풀면 지나치게 커지거나 위험한 구조가 든 파일입니다.",
                  "믿을 수 있는 파일이면 나누어 저장하고, 아니면 열지 마십시오."),
    "no_text": ("읽을 글이 없는 문서입니다.", "글이 그림으로 들어 있는지 보고, 글이 있는 원본을 넣으십시오."),
    "no_hangul": ("PDF에서 읽을 수 있는 한글이 나오지 않습니다(스캔본이거나 글꼴 정보가 없습니다).",
                  "HWP나 HWPX 원본을 쓰거나 문자 인식(OCR)을 거친 PDF를 넣으십시오."),
    "placeholder": ("본문 대신 '상위 버전의 배포용 문서'라는 안내문만 든 파일입니다.",
                    "최신 한컴오피스에서 열어 확인하고 배포한 기관에 원본을 요청하십시오."),
    "leftover": ("문서가 아니라 운영 체제나 오피스가 남긴 딸린 파일입니다.", "그대로 두어도 됩니다."),
    "drm": ("문서 보안(DRM)이 걸린 파일입니다.", "보안을 푼 사본을 받으십시오."),
    "unreadable_library": ("이 컴퓨터에 이 형식을 읽는 꾸러미가 없거나 열리지 않습니다.",
                           "kit.py doctor로 설치를 점검하십시오."),
}


class ReadError(DpgkitError):
    """A file that gives no text, with the reason as ``kind``.

    >>> print(ReadError("encrypted", "보고서.hwp"))
    암호가 걸린 파일입니다.
      받은 값: 보고서.hwp
      할 일: 만든 프로그램에서 열어 암호를 풀고 다시 저장하십시오.

    Parameters: ``kind`` a key of ``KINDS``; ``name`` the file's name, of which folders are not shown;
    ``todo`` replaces the usual next step.
    """

    title = "읽기 오류"

    def __init__(self, kind: str, name: str = "", *, todo: str = "") -> None:
        what, usual = KINDS[kind]
        super().__init__(what, value=shown(name), todo=todo or usual)
        self.kind, self.name = kind, name

    def __reduce__(self) -> tuple:
        """Survive the way back from a worker process."""
        return _rebuild, (self.kind, self.name, str(self))


def shown(name: str) -> str:
    """Return the name of a file as a message may show it: NFC, without the folders of this machine.

    >>> shown("/home/user/보고서.hwp"), shown("자료.zip/안/보고서.hwp"), shown("C:\\\\u\\\\a.pdf")
    ('보고서.hwp', '자료.zip/안/보고서.hwp', 'a.pdf')
    """
    name = unicodedata.normalize("NFC", str(name))
    absolute = name.startswith(("/", "\\")) or name[1:2] == ":"
    return PurePath(name.replace("\\", "/")).name if absolute else name


def _rebuild(kind: str, name: str, message: str) -> ReadError:
    error = ReadError(kind, name)
    error.args = (message,)
    return error
