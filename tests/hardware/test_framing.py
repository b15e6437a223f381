"""Where one scan ends and the next begins, whatever the line carries."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.framing import ENDS, MAX_FRAME, Frame, FrameCutter, FrameRules, RepeatFilter

CODES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
SUFFIXES = st.sampled_from([b"\r", b"\n", b"\r\n", b"\t", b"\x03"])


def texts(frames: list[Frame]) -> list[str]:
    return [frame.text for frame in frames]


def cut(data: bytes, rules: FrameRules | None = None, at: float = 0.0) -> list[str]:
    return texts(FrameCutter(rules).feed(data, at))


def pieces_of(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(place % (len(data) + 1) for place in cuts), len(data)]
    return [data[a:b] for a, b in pairwise(places)]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03"])
def test_every_usual_ending_ends_a_code(end: bytes) -> None:
    assert cut(b"6000000010" + end + b"6000000028" + end) == ["6000000010", "6000000028"]


def test_empty_frames_say_nothing() -> None:
    assert cut(b"\r\n\r\n\t \r\0\0\r") == []


def test_a_code_without_an_ending_ends_with_silence() -> None:
    cutter = FrameCutter(FrameRules(gap=0.08))
    assert cutter.feed(b"6000000010", 5.0) == []
    assert cutter.silence(5.07) == []
    frames = cutter.silence(5.09)
    assert texts(frames) == ["6000000010"]
    assert frames[0].received_at == 5.0, "the last byte counts, not the silence after it"
    assert cutter.silence(9.0) == []


def test_time_alone_never_cuts_bytes_that_waited_in_a_buffer() -> None:
    cutter = FrameCutter()
    cutter.feed(b"60000", 1.0)
    assert texts(cutter.feed(b"00010\r", 4.0)) == ["6000000010"]


def test_a_frame_carries_the_instants_of_its_first_and_last_byte() -> None:
    cutter = FrameCutter()
    cutter.feed(b"600", 1.0)
    (frame,) = cutter.feed(b"0000010\r", 1.25)
    assert (frame.started_at, frame.received_at, frame.raw) == (1.0, 1.25, b"6000000010")


def test_with_a_known_suffix_only_that_suffix_ends_a_code() -> None:
    rules = FrameRules(suffix="CR")
    assert cut(b"a\tb\nc\r", rules) == ["a\tb\nc"]
    cutter = FrameCutter(rules)
    cutter.feed(b"6000", 1.0)
    assert cutter.silence(1.5) == []
    assert texts(cutter.feed(b"000010\r", 1.6)) == ["6000000010"]


def test_with_a_known_suffix_a_stray_beginning_is_forgotten_after_a_second() -> None:
    cutter = FrameCutter(FrameRules(suffix="CR"))
    cutter.feed(b"noise", 1.0)
    assert cutter.silence(2.1) == []
    assert texts(cutter.feed(b"6000000010\r", 2.2)) == ["6000000010"]


def test_without_any_suffix_only_silence_ends_a_code() -> None:
    cutter = FrameCutter(FrameRules(suffix="none"))
    assert cutter.feed(b"line one\rline two\r", 1.0) == []
    assert texts(cutter.silence(1.1)) == ["line one\rline two"]


def test_the_longest_frame_passes_and_one_byte_more_does_not() -> None:
    assert cut(b"x" * MAX_FRAME + b"\r") == ["x" * MAX_FRAME]
    assert cut(b"x" * (MAX_FRAME + 1) + b"\r6000000010\r") == ["6000000010"]


def test_after_too_long_a_frame_silence_makes_a_new_beginning_too() -> None:
    cutter = FrameCutter()
    cutter.feed(b"x" * 5000, 1.0)
    assert cutter.silence(1.2) == []
    assert texts(cutter.feed(b"6000000010\r", 1.3)) == ["6000000010"]
    assert cutter.discarded == 1


def test_a_megabyte_without_an_ending_stays_small_in_memory() -> None:
    cutter = FrameCutter()
    for _ in range(256):
        assert cutter.feed(b"\xff" * 4096, 1.0) == []
        assert sys.getsizeof(cutter._pending) < 3 * MAX_FRAME
    assert texts(cutter.feed(b"\r6000000010\r", 1.0)) == ["6000000010"]


def test_nuls_and_control_characters_around_a_code_vanish() -> None:
    assert cut(b"\0\x02 60\x000000\x000010 \x7f\r") == ["6000000010"]


def test_a_separator_inside_a_code_stays() -> None:
    assert cut(b"0104601234567893\x1d21ABC\r") == ["0104601234567893\x1d21ABC"]


def test_utf_8_then_cp1251_then_latin_1() -> None:
    assert cut("Әуезов\r".encode()) == ["Әуезов"]
    assert cut("Абай\r".encode("cp1251")) == ["Абай"]
    assert cut(b"\x98\xc0\r") == ["\x98À"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b"]C06000000010", "6000000010"),
        (b"]E09785171183663", "9785171183663"),
        (b"]d26000000010", "6000000010"),
        (b"6000000010", "6000000010"),
        (b"]6000000010", "]6000000010"),
        (b"]C0", None),
    ],
)
def test_the_aim_prefix_is_taken_off_when_the_scanner_sends_it(
    given: bytes, expected: str | None
) -> None:
    assert cut(given + b"\r", FrameRules(aim=True)) == ([expected] if expected else [])


def test_prefixes_stay_when_nothing_is_said_about_them() -> None:
    assert cut(b"]C06000000010\rD6000000010\r") == ["]C06000000010", "D6000000010"]


def test_the_one_letter_code_id_is_taken_off_when_the_scanner_sends_it() -> None:
    rules = FrameRules(code_id=True)
    assert cut(b"D6000000010\rj6000000028\r7000000015\r", rules) == [
        "6000000010",
        "6000000028",
        "7000000015",
    ]


@given(st.lists(st.tuples(CODES, SUFFIXES), max_size=6), st.lists(st.integers(0, 500), max_size=12))
def test_any_split_of_the_stream_gives_the_same_frames(
    codes: list[tuple[str, bytes]], cuts: list[int]
) -> None:
    stream = b"".join(code.encode() + suffix for code, suffix in codes)
    cutter = FrameCutter()
    frames = [f for piece in pieces_of(stream, cuts) for f in cutter.feed(piece, 0.0)]
    assert texts(frames) == cut(stream)


@given(
    st.binary(max_size=400),
    st.lists(st.integers(0, 500), max_size=12),
    st.sampled_from(sorted(ENDS)),
    st.booleans(),
    st.booleans(),
)
def test_random_bytes_never_raise_and_any_split_of_them_is_alike(
    data: bytes, cuts: list[int], suffix: str, aim: bool, code_id: bool
) -> None:
    rules = FrameRules(suffix=suffix, aim=aim, code_id=code_id)
    whole, split = FrameCutter(rules), FrameCutter(rules)
    expected = whole.feed(data, 0.0) + whole.silence(10.0)
    found = [f for piece in pieces_of(data, cuts) for f in split.feed(piece, 0.0)]
    found += split.silence(10.0)
    assert [(f.raw, f.text) for f in found] == [(f.raw, f.text) for f in expected]
    assert all(frame.text for frame in found)


@given(st.binary(max_size=6000), CODES)
def test_after_any_noise_and_an_ending_the_next_code_is_read(noise: bytes, code: str) -> None:
    if expected := cut(code.encode() + b"\r"):
        assert cut(noise + b"\r" + code.encode() + b"\r")[-1:] == expected


def test_a_code_lying_before_the_scanner_counts_once() -> None:
    repeats = RepeatFilter(1.0)
    assert repeats.fresh("a", 0.0)
    assert not any(repeats.fresh("a", step * 0.6) for step in range(1, 20)), "each one restarts"
    assert repeats.fresh("a", 19 * 0.6 + 1.0)


def test_two_codes_seen_in_turn_do_not_free_each_other() -> None:
    repeats = RepeatFilter(1.0)
    seen = [repeats.fresh(code, n * 0.3) for n, code in enumerate("ababab")]
    assert seen == [True, True, False, False, False, False]


def test_the_memory_for_repeats_is_bounded() -> None:
    repeats = RepeatFilter(1.0)
    assert all(repeats.fresh(str(n), 0.0) for n in range(10_000))
    assert len(repeats._seen) <= 64


def test_a_window_of_zero_lets_every_read_count() -> None:
    repeats = RepeatFilter(0.0)
    assert repeats.fresh("a", 1.0)
    assert repeats.fresh("a", 1.0)
