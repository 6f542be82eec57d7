"""Why an original could not be fetched: what the two services answer, and one Korean message for each."""

import re

from dpgkit.errors import DpgkitError

KINDS = {
    "no_key": ("{name} 인증키가 없습니다.", "{signup} 받은 키를 환경 변수 {variable}에 넣으십시오."),
    "key": ("{name}에서 인증키를 받아들이지 않았습니다.",
            "{variable}의 키를 확인하십시오. 이 서비스의 활용신청이 승인되었는지, 발급 뒤 한 시간이 지났는지도 보십시오."),
    "address": ("{name}에서 이 컴퓨터의 IP 주소나 인증키를 확인하지 못했습니다.",
                "{signup} 그 누리집에 이 컴퓨터의 공인 IP 주소를 등록했는지, {variable}의 키가 맞는지 확인하십시오."),
    "expired": ("{name} 인증키의 기한이 지났습니다.", "활용 기간을 늘리거나 새 키를 받아 {variable}에 넣으십시오."),
    "quota": ("{name}에서 허용한 횟수를 다 썼습니다.", "내일 같은 명령을 다시 실행하십시오. 받은 것은 다시 받지 않습니다."),
    "busy": ("{name}의 서버가 지금 답하지 못합니다.", "잠시 뒤에 같은 명령을 다시 실행하십시오."),
    "gone": ("{name}에 그 주소의 서비스가 없습니다.", "서비스의 주소가 바뀌었는지 공지를 확인하십시오."),
    "request": ("{name}에서 요청한 값을 받아들이지 않았습니다.", "기간과 이름을 확인하고 다시 실행하십시오."),
    "moved": ("{name}에서 다른 주소로 옮겨 가라고 답했습니다.", "인터넷에 로그인이 필요한 곳인지, 주소가 바뀌었는지 확인하십시오."),
    "offline": ("{name}에 연결하지 못했습니다.", "인터넷 연결과 기관의 방화벽(프록시) 설정을 확인하십시오."),
    "certificate": ("{name}의 보안 인증서를 확인하지 못했습니다.",
                    "기관의 보안 인증서를 컴퓨터에 설치하거나 환경 변수 SSL_CERT_FILE에 그 파일을 적으십시오."),
    "slow": ("{name}에서 제때 답하지 않았습니다.", "잠시 뒤에 같은 명령을 다시 실행하십시오."),
    "cut": ("{name}의 답이 중간에 끊겼습니다.", "잠시 뒤에 같은 명령을 다시 실행하십시오."),
    "large": ("{name}의 답이 지나치게 큽니다.", "기간이나 이름을 좁히십시오."),
    "html": ("{name}에서 자료(XML)가 아니라 안내 화면(HTML)을 보냈습니다.",
             "인증키와 활용신청 상태를 확인하고, 인터넷에 로그인이 필요한 곳인지 보십시오."),
    "not_xml": ("{name}의 답을 읽을 수 없습니다(XML이 아니거나 중간에 끊겼습니다).", "잠시 뒤에 같은 명령을 다시 실행하십시오."),
    "unsafe": ("{name}의 답에 위험한 선언(DTD)이 들어 있어 읽지 않았습니다.", "주소가 맞는지 확인하십시오."),
}
PASSING = ("busy", "offline", "slow", "cut")   # asking once more may help
ACCESS = ("no_key", "key", "address", "expired", "quota", "gone", "moved", "offline", "certificate", "slow", "busy", "html")
CODES = {1: "busy", 2: "busy", 3: "", 4: "busy", 5: "busy", 10: "request", 11: "request", 12: "gone", 20: "key", 21: "busy",
         22: "quota", 23: "busy", 30: "key", 31: "expired", 32: "address", 33: "key", 98: "request", 99: "busy"}
WORDS = {"SERVICE_KEY_IS_NOT_REGISTERED": "key", "SERVICE_ACCESS_DENIED": "key", "UNSIGNED_CALL": "key", "Unauthorized": "key",
         "DEADLINE_HAS_EXPIRED": "expired", "UNREGISTERED_IP": "address", "사용자 정보 검증에 실패": "address",
         "REQUESTS_PER_SECOND_EXCEEDS": "busy", "LIMITED_NUMBER_OF_SERVICE_REQUESTS": "quota", "quota exceeded": "quota",
         "NO_OPENAPI_SERVICE": "gone", "THREE_DAYS_OVER": "request", "NO_MANDATORY_REQUEST_PARAMETERS": "request"}
STATUSES = {401: "key", 403: "key", 404: "gone", 410: "gone", 429: "quota"}
CODE = re.compile(r"(?:returnReasonCode|resultCode)[^\w/]{1,8}(\d+)")
HEAD = 2000                                    # an error stands at the beginning of an answer


class FetchError(DpgkitError):
    """An original that could not be fetched, with the reason as ``kind``.

    Parameters: ``what``, ``value``, ``allowed`` and ``todo`` as in DpgkitError; ``kind`` a key of ``KINDS`` or empty.
    """

    title = "원문 받기 오류"

    def __init__(self, what: str, *, kind: str = "", **details: object) -> None:
        super().__init__(what, **details)
        self.kind, self.reason = kind, what

    @property
    def ends_all(self) -> bool:
        """Whether the next document would fail as well: the key, the quota or the network is the cause."""
        return self.kind in ACCESS


def refusal(text: str, status: int = 200) -> str:
    """Return why a service refused, as a key of ``KINDS``, or nothing where the answer is an answer.

    >>> refusal("<returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg>")
    'key'
    >>> refusal("<resultCode>0</resultCode>"), refusal('{"returnReasonCode": "22"}'), refusal("", 503)
    ('', 'quota', 'busy')

    Parameters: ``text`` the answer, XML, JSON, HTML or a bare sentence; ``status`` its HTTP status.
    Source: the error codes of the Korean public data portal, which come with HTTP 200, 403 and 500 alike.
    """
    head = text[:HEAD]
    number = CODE.search(head)
    if number and int(number[1]) in CODES:
        return CODES[int(number[1])]
    if number and int(number[1]) != 0:
        return "busy"
    named = next((kind for word, kind in WORDS.items() if word in head), "") if not number else ""
    return named or STATUSES.get(status) or ("busy" if status >= 500 else "moved" if 300 <= status < 400 else
                                             "request" if status >= 400 else "")
