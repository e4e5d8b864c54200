"""Places in a source text, and the layout of tokens."""

from __future__ import annotations

import re

from chance import Chance

Location = tuple[int, int]

_LINE_END = re.compile(r"\r\n|\n|\r")

_TOKEN = re.compile(
    r'"""(?:\\"""|(?!""").)*"""'  # block string
    r'|"(?:\\.|[^"\\\n\r])*"'  # string
    r"|\.\.\."
    r"|[_A-Za-z][_0-9A-Za-z]*"
    r"|-?[0-9][0-9A-Za-z.+-]*"
    r"|[^\s,]",
    re.DOTALL,
)


def location(text: str, offset: int) -> Location:
    """Line and column of an offset, from one; the column counts UTF-16 code units, `offset` code points."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text):
        if end.end() > offset:
            break
        line, start = line + 1, end.end()
    return line, len(text[start:offset].encode("utf-16-le", "surrogatepass")) // 2 + 1


def tokens(text: str) -> list[str]:
    """The tokens of a text, roughly: what is no token stands as single characters."""
    return _TOKEN.findall(text)


def layout(parts: list[str], chance: Chance) -> str:
    """The tokens with random ignored text between them, or plainly with single spaces."""
    if chance.maybe(0.3):
        return " ".join(parts)
    gaps = [" ", " ", " ", "\n", "\n  ", "\t", ", ", ",", "\r\n", "\r", " # größer 😀 }\n", "\ufeff", "\n\n#\n"]
    out = [chance.one_of("", "", "", "\ufeff", "\n", "#\n")]
    for left, right in zip(parts, [*parts[1:], ""], strict=True):
        out.append(left)
        needs_gap = _is_word(left[-1:]) and _is_word(right[:1]) or left[-1:] == '"' == right[:1]
        if needs_gap or chance.maybe(0.6):
            out.append(chance.choice(gaps))
    return "".join(out)


def _is_word(character: str) -> bool:
    return character.isalnum() or character in {"_", ".", "-"}
