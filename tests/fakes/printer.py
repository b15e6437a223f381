"""A printer port that keeps what it is sent and fails as it is told."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    outcome: str
    reason: str = ""


@dataclass
class FakePrinters:
    """`answers` are given in turn, the last one again and again."""

    answers: list[Answer] = field(default_factory=lambda: [Answer("sent")])
    papers: list[tuple[str, bytes]] = field(default_factory=list)

    def send(self, address: str, content: bytes) -> Answer:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.outcome != "not-reached":
            self.papers.append((address, content))
        return answer

    def fault(self, address: str) -> str | None:
        return None if address.startswith(("tcp://", "lp:")) else "kind"
