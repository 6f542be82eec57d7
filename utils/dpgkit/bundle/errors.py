"""What can go wrong while a bundle is made, and what the words of pip mean."""

import re

from dpgkit.errors import DpgkitError


class BundleError(DpgkitError):
    """A bundle cannot be made: no network, no wheel for the target, a full disk, a folder that is in the way."""

    title = "묶음 오류"


class NoWheelError(BundleError):
    """A package has no wheel for the target."""


# The first match counts, so a cause stands before what it brings about.
CAUSES: dict[str, tuple[str, str]] = {
    r"No space left on device|not enough space|Errno 28|WinError 112": (
        "디스크의 빈자리가 모자랍니다.", "필요 없는 파일을 지우고 다시 하십시오. 받은 것은 다시 받지 않습니다."),
    r"DO NOT MATCH THE HASHES|Hash mismatch": (
        "받은 꾸러미가 잠금 파일의 해시와 다릅니다. 손상되었거나 바뀌었을 수 있어 담지 않습니다.",
        "잠시 뒤 다시 하십시오. 거듭되면 꾸러미 저장소를 운영하는 사람에게 알리십시오."),
    r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerif|confirming the ssl cert": (
        "보안 연결(SSL) 인증서를 확인하지 못했습니다.",
        "컴퓨터의 날짜와 시각을 맞추고, 기관 보안 장비를 거친다면 인증서 파일의 위치를 환경 변수 PIP_CERT에 적으십시오."),
    r"ProxyError|Cannot connect to proxy|Tunnel connection failed|407 Proxy": (
        "프록시 서버를 거쳐 나가지 못했습니다.", "환경 변수 HTTPS_PROXY의 값을 확인하고, 프록시를 쓰지 않는 곳이면 지우십시오."),
    r"name resolution|Name or service not known|getaddrinfo failed|nodename nor servname|NameResolutionError|No address associated"
    r"|NewConnectionError|ConnectionError|Connection (refused|reset|aborted|broken)|Network is unreachable|timed out|ReadTimeout"
    r"|ConnectTimeout|RemoteDisconnected|IncompleteRead|ProtocolError|\b50[0-9] Server Error": (
        "인터넷으로 꾸러미 저장소에 닿지 못했습니다.",
        "인터넷이 되는 컴퓨터에서 같은 명령을 다시 실행하십시오. 이미 받은 것은 다시 받지 않습니다."),
}
NOTHING_FITS = re.compile(r"No matching distribution found", re.IGNORECASE)


def explain(output: str) -> BundleError:
    """Return the Korean error for what pip wrote before it failed.

    >>> explain("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device").title
    '묶음 오류'
    """
    for pattern, (what, todo) in CAUSES.items():
        if found := re.search(pattern, output, re.IGNORECASE):
            return BundleError(what, value=found.group(), todo=todo)
    if NOTHING_FITS.search(output):
        return NoWheelError("맞는 파일이 저장소에 없습니다.")
    end = " / ".join(line.strip() for line in output.splitlines()[-3:])[:300]
    return BundleError("꾸러미를 받다가 뜻밖의 문제가 생겼습니다.", value=end or "pip이 아무 말도 남기지 않았습니다.",
                       todo="키트를 준 사람에게 이 글을 보여 주십시오.")


def no_wheel(package: str, target: str, pythons: str) -> NoWheelError:
    """Return the error for a package that has neither a wheel for the target nor a source that can be built here."""
    return NoWheelError("대상 컴퓨터에 맞는 꾸러미가 저장소에 없어 묶음을 만들 수 없습니다.", value=f"{package} ({target})",
                        allowed=f"잠금 파일의 모든 꾸러미에 휠이 있는 대상 (파이썬 {pythons})",
                        todo="다른 파이썬 판이나 다른 아키텍처로 만드십시오. 모두 안 되면 키트를 준 사람에게 이 글을 보여 주십시오.")
