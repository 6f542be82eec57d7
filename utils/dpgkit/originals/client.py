"""One polite reader of an open interface: few requests, patient with failures, and the key never shows."""

import email.utils
import ssl
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote

import httpx
from lxml import etree
from pydantic import SecretStr

from dpgkit import __version__
from dpgkit.originals import answers
from dpgkit.originals.errors import KINDS, PASSING, FetchError, refusal

LARGEST = 20 * 2**20      # bytes of one answer, unpacked
LONGEST = 120.0           # seconds that one answer may take from its first byte to its last
LONGEST_WAIT = 60.0       # seconds; a service that asks for more has to be asked another day
DISTINCT = 12             # characters from which on a key cannot be an ordinary word


@dataclass(frozen=True)
class Pace:
    """How fast and how patiently to ask: requests a second, tries, seconds of silence, and the clock that counts them."""

    per_second: float = 2.0
    tries: int = 4
    timeout: float = 30.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Service:
    """An open interface: its Korean name, the parameter and the environment variable of its key, where keys are given out."""

    name: str
    parameter: str
    variable: str
    signup: str

    def error(self, kind: str, value: object = None) -> FetchError:
        """Return the error of one kind in the words of this service."""
        what, todo = (text.format(name=self.name, variable=self.variable, signup=self.signup) for text in KINDS[kind])
        return FetchError(what, kind=kind, value=value, todo=todo)


class Trouble(Exception):
    """A failure that may pass: the error to raise if it stays, and how many seconds the service asked to wait."""

    def __init__(self, error: FetchError, wait: float = 0.0) -> None:
        super().__init__(error.reason)
        self.error, self.wait = error, wait


class KeyTransport(httpx.BaseTransport):
    """Adds the key on the way out, so that no log line, error or request object of httpx ever holds it."""

    def __init__(self, parameter: str, key: SecretStr, inner: httpx.BaseTransport) -> None:
        self._parameter, self._key, self._inner = parameter, key, inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a copy of the request that carries the key, encoded exactly once."""
        url = request.url.copy_merge_params({self._parameter: self._key.get_secret_value()})
        sent = httpx.Request(request.method, url, headers=request.headers, extensions=request.extensions)
        return self._inner.handle_request(sent)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


class Client:
    """Reads the XML answers of one service; use it with ``with``.

    Parameters: ``service``; ``base`` the address before the operation; ``key`` in either form that the portal shows;
    ``pace``. Redirects are not followed, as they would carry the key elsewhere.
    """

    def __init__(self, service: Service, base: str, key: str, pace: Pace | None = None) -> None:
        self._service, self._base, self._pace = service, base.rstrip("/"), pace or Pace()
        self._key, self._ready = SecretStr(plain_key(key)), 0.0
        transport = KeyTransport(service.parameter, self._key, httpx.HTTPTransport(verify=_certificates(base), proxy=_proxy(base)))
        self._http = httpx.Client(transport=transport, timeout=self._pace.timeout,
                                  headers={"User-Agent": f"dpgkit/{__version__}", "Accept": "application/xml, text/xml"})

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connections."""
        self._http.close()

    def xml(self, operation: str, **parameters: object) -> etree._Element:
        """Return the answer of one operation as XML.

        Raises FetchError where the service refuses, stays silent, or answers something else than XML.
        """
        waits: list[float | None] = [*(2.0**number for number in range(self._pace.tries - 1)), None]
        for wait in waits:
            try:
                return self._once(operation, parameters)
            except Trouble as trouble:
                failure = trouble
            if wait is None or failure.wait > LONGEST_WAIT:
                break
            self._pace.sleep(max(wait, failure.wait))
        raise failure.error

    def error(self, kind: str, value: object = None) -> FetchError:
        """Return the error of one kind in the words of the service."""
        return self._service.error(kind, value)

    def _once(self, operation: str, parameters: dict[str, object]) -> etree._Element:
        self._take_turn()
        try:
            with self._http.stream("GET", f"{self._base}/{operation}", params=parameters) as response:
                body, status, wait = self._body(response), response.status_code, _asked_wait(response)
                text = self._without_key(answers.decoded(body, response.headers.get("content-type", "")))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            kind = _kind(error)
            raise (Trouble(self.error(kind)) if kind in PASSING else self.error(kind)) from None
        self._refuse(text, status, wait)
        return self._parsed(text)

    def _take_turn(self) -> None:
        early = self._ready - self._pace.clock()
        if early > 0:
            self._pace.sleep(early)
        self._ready = self._pace.clock() + 1 / self._pace.per_second

    def _body(self, response: httpx.Response) -> bytes:
        body, began = bytearray(), self._pace.clock()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > LARGEST:
                raise self.error("large", f"{LARGEST // 2**20} MB보다 큼")
            if self._pace.clock() - began > LONGEST:
                raise Trouble(self.error("slow"))
        return bytes(body)

    def _refuse(self, text: str, status: int, wait: float) -> None:
        kind = refusal(text, status)
        if kind in PASSING or (status == 429 and not refusal(text)):   # a bare 429 asks for patience, not for tomorrow
            raise Trouble(self.error(kind), wait)
        if kind:
            raise self.error(kind)

    def _parsed(self, text: str) -> etree._Element:
        kind = answers.flaw(text)
        if kind:
            raise self.error(kind)
        try:
            return answers.root(text)
        except etree.XMLSyntaxError:
            raise self.error("not_xml") from None

    def _without_key(self, text: str) -> str:
        key = self._key.get_secret_value()
        forms = {key, quote(key, safe="")} if len(key) >= DISTINCT else set()
        for form in forms:
            text = text.replace(form, "")
        return answers.KEY_IN_LINK.sub("", text)


def plain_key(key: str) -> str:
    """Return a key as it is before any encoding, so that encoding it once is right for both forms of the portal.

    >>> plain_key(" a%2Bb%3D%3D "), plain_key("a+b=="), plain_key('"a+b=="')
    ('a+b==', 'a+b==', 'a+b==')
    """
    return unquote(key.strip().strip("\"'"))


def _certificates(base: str) -> ssl.SSLContext | bool:
    if not base.startswith("https:"):
        return False                          # nothing to verify, and the certificates take a while to load
    context = httpx.create_ssl_context()
    context.load_default_certs()              # those of the machine too: many offices inspect traffic with their own
    return context


def _proxy(base: str) -> str | None:
    url = httpx.URL(base)
    proxy = urllib.request.getproxies().get(url.scheme, "")   # an office often lets nobody out without one
    return proxy if proxy.startswith("http") and not urllib.request.proxy_bypass(url.host) else None


def _kind(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "slow"
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error):
        return "certificate"
    return "cut" if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError | httpx.DecodingError) else "offline"


def _asked_wait(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
