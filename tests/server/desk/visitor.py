"""A browser at the desk without a screen: it follows forms and keeps cookies."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LOGIN, PASSWORD = "aigul", "kitap-soresi"


class Visitor:
    """Opens pages and sends their forms."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie("language", language)

    def open(self, path: str) -> TestResponse:
        return self.client.get(path)

    def text(self, path: str) -> str:
        """The words of a page, without its markup."""
        page = self.client.get(path).get_data(as_text=True)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Post a form with the token of the page it stands on."""
        page = self.client.get("/desk", follow_redirects=True).get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found is not None
        return self.client.post(path, data={"csrf_token": found[1], **fields})

    def sign_in(self, login: str = LOGIN, password: str = PASSWORD) -> TestResponse:
        return self.send("/desk/sign-in", login=login, password=password)
