"""A station on another computer: questions to the server's station API over one kept line.

`POST /station/operations` with `library.operation_wire` as JSON and the station's token.
The operation id makes repeating safe, so a line that broke is opened again and asked once
more; what still fails is a `ConnectionError` for the station to decide on.
"""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

from library.operation_wire import WireFault, answer_from_wire, to_wire
from library.operations import Answer, Question

PATH = "/station/operations"
LARGEST_ANSWER = 1024 * 1024


class HttpLink:
    """One station's line to its server. Not for use by several threads at once.

    `url` is the server's root (http or https), `timeout` seconds for each try. Raises
    ValueError for an URL without host.
    """

    def __init__(self, url: str, token: str, timeout: float = 5.0) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("the server's address needs http:// or https:// and a host")
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._line = kind(parts.hostname, parts.port, timeout=timeout)
        self._path = parts.path.rstrip("/") + PATH
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "X-Library-Kiosk": "1",
        }

    def ask(self, question: Question) -> Answer:
        """Answer to one question. Raises ConnectionError when there is no usable answer."""
        body = json.dumps(to_wire(question)).encode()
        kept = self._line.sock is not None
        try:
            return self._asked(body)
        except ConnectionError:
            # A kept line may have been closed by the server meanwhile: open a new one.
            if not kept:
                raise
            return self._asked(body)

    def close(self) -> None:
        """Hang up; the next question opens the line again."""
        self._line.close()

    def _asked(self, body: bytes) -> Answer:
        try:
            self._line.request("POST", self._path, body, self._headers)
            response = self._line.getresponse()
            content = response.read(LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as fault:
            self._line.close()
            raise ConnectionError(type(fault).__name__) from fault
        if response.status != 200:
            self._line.close()
            raise ConnectionError(f"the station API answered {response.status}")
        try:
            return answer_from_wire(json.loads(content))
        except (ValueError, WireFault) as fault:
            self._line.close()
            raise ConnectionError("the station API answered something else") from fault
