"""What the network sees of a word. crates/syntax/src/features.rs computes the same numbers."""

from functools import lru_cache

# Hash buckets: prefixes of 1, 2, 3 characters, suffixes of 2, 3, 4, then shape.
BUCKETS = (512, 1024, 4096, 1024, 4096, 4096, 512)
CASE_CLASSES = 4
_MASK = (1 << 64) - 1
_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"'}


def hash64(data: bytes, seed: int) -> int:
    """FNV-1a over the seed byte and `data`, finished with a 64-bit mix."""
    h = 0xCBF29CE484222325
    for byte in bytes([seed]) + data:
        h = ((h ^ byte) * 0x100000001B3) & _MASK
    h ^= h >> 33
    h = (h * 0xFF51AFD7ED558CCD) & _MASK
    return h ^ (h >> 33)


def fold(form: str) -> str:
    """Lower case character by character, plain quotes, digits as 0."""
    out = []
    for c in form:
        c = _QUOTES.get(c, c)
        out.append("0" if c in "0123456789" else c.lower())
    return "".join(out)


def shape(form: str) -> str:
    """Xx, X.X., dddd: runs longer than two letters (four digits) are cut."""
    out, last, run = [], "", 0
    for c in form:
        c = _QUOTES.get(c, c)
        s = "d" if c in "0123456789" else "X" if c.isupper() else "x" if c.islower() else c
        run = run + 1 if s == last else 1
        last = s
        if run <= (4 if s == "d" else 2):
            out.append(s)
    return "".join(out)


@lru_cache(maxsize=None)
def word_key(form: str) -> int:
    """Key of the word table."""
    return hash64(fold(form).encode(), 0)


@lru_cache(maxsize=None)
def affixes(form: str) -> tuple[int, ...]:
    """One bucket for each entry of BUCKETS."""
    f = fold(form)
    parts = (f[:1], f[:2], f[:3], f[-2:], f[-3:], f[-4:], shape(form))
    return tuple(hash64(p.encode(), i + 1) % n for i, (p, n) in enumerate(zip(parts, BUCKETS)))


def case_class(forms: list[str]) -> int:
    """How a sentence is capitalised: 0 not at all, 1 all capitals, 2 as a title, 3 as usual."""
    words = capitals = longer = titles = upper = wide = 0
    for form in forms:
        cased = [c for c in form if c.isupper() or c.islower()]
        if not cased:
            continue
        words += 1
        first = cased[0].isupper()
        capitals += any(c.isupper() for c in cased)
        if len(cased) >= 2:
            wide += 1
            upper += all(c.isupper() for c in cased)
        if len(cased) >= 4:
            longer += 1
            titles += first
    if words == 0 or capitals == 0:
        return 0
    if wide >= 2 and upper * 10 >= wide * 6:
        return 1
    if longer >= 3 and titles * 10 >= longer * 7:
        return 2
    return 3
