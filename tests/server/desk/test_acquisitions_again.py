"""What was taken back is entered again without typing it anew."""

from __future__ import annotations

import re

from server.server import Server
from server.services.accessions import batch_view
from tests.builders import SchoolBuilder
from tests.server.desk.test_acquisitions import opened, send
from tests.server.desk.visitor import Visitor


def test_lines_that_were_taken_back_make_a_new_draft(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    path = opened(librarian)
    send(librarian, f"{path}/intake", title=str(school.copy("Абай жолы").title_id))
    asked = send(librarian, f"{path}/post").get_data(as_text=True)
    doubts = re.findall(r'name="confirm" value="([^"]+)"', asked)
    send(librarian, f"{path}/post", confirm=doubts)
    nothing = send(librarian, f"{path}/again")
    assert nothing.headers["Location"] == path, "nothing was taken back yet"
    batch = batch_view(server, int(path.rsplit("/", 1)[1]))
    assert batch is not None
    send(librarian, f"{path}/correct", line=[str(batch.lines[0].line_id)], reason="Баға қате")
    assert "Enter again" in librarian.text(path)
    answer = send(librarian, f"{path}/again")
    made = batch_view(server, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert made is not None and made.state == "draft"
    assert [line.name for line in made.lines] == ["Абай жолы"]
