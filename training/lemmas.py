"""Lemmas as edits of the form: `case|characters cut|characters added`.

The case is `k` (keep), `l` (lower) or `c` (lower with a capital in front)."""

from collections import Counter
from pathlib import Path

# How many characters the lemma of another form may lack of it.
OTHER_LACK = 3
# Penn tags of inflected forms and, for each regular ending, how many characters its lemma may lack of the form.
INFLECTED = {"VBD", "VBG", "VBN", "VBZ", "NNS"}
ENDINGS = (("ed", 3), ("ing", 4), ("s", 3))


def cased(form: str, case: str) -> str:
    """The form in the case that an edit asks for."""
    if case == "k":
        return form
    lower = "".join(c.lower() for c in form)
    return lower if case == "l" else form[:1].upper() + "".join(c.lower() for c in form[1:])


def script(form: str, lemma: str) -> str:
    """The edit that makes `lemma` of `form`: the case whose form shares most with the lemma, `l` before `k` before `c`."""
    best = ("", -1)
    for case in "lkc":
        base, shared = cased(form, case), 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        if shared > best[1]:
            best = (f"{case}|{len(base) - shared}|{lemma[shared:]}", shared)
    return best[0]


def apply(form: str, edit: str) -> str:
    """The lemma; the form itself, in the case asked for, where the edit does not fit."""
    case, cut, add = edit.split("|", 2)
    base, cut = cased(form, case), int(cut)
    return base[: len(base) - cut] + add if cut < len(base) or cut == len(base) and add else base


def inventory(pairs: list[tuple[str, str]], least: int) -> list[str]:
    """Edits seen at least `least` times, most frequent first."""
    counts = Counter(script(f, l) for f, l in pairs)
    return [s for s, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= least]


def ending(form: str, xpos: str) -> int | None:
    """How many characters of a regularly inflected form its lemma may lack; None for other forms."""
    if xpos not in INFLECTED or len(form) <= 3:
        return None
    return next((lack for end, lack in ENDINGS if form.lower().endswith(end)), None)


def fits(form: str, lemma: str, lack: int | None) -> bool:
    """False for a lemma that is as long as its inflected form, or too unlike any form."""
    form, lemma = form.lower(), lemma.lower()
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return shared + (lack or OTHER_LACK) >= len(form) and not (lack and len(lemma) == len(form))


def base_forms(dictionaries: list[Path]) -> list[str]:
    """Lower-case words of plain word lists without the regular inflections of others."""
    words = {w for path in dictionaries for w in path.read_text(encoding="utf-8").split() if w.isalpha() and w.islower()}
    return sorted(w for w in words if not any(stem in words for stem in _stems(w)))


def _stems(word: str) -> list[str]:
    """What a word would be formed of if it were regularly inflected."""
    out = []
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            out += [stem, stem + "e"] + ([stem[:-1]] if stem[-1] == stem[-2] else [])
            out += [stem[:-1] + "y"] if ending == "ed" and stem[-1] == "i" else []
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        out += [word[:-1]] + ([word[:-2]] if word.endswith("es") else [])
        out += [word[:-3] + "y"] if word.endswith("ies") else []
    return out


def irregular_forms(path: Path) -> dict[tuple[str, str], str]:
    """Lemmas by form and UPOS out of irregular.txt."""
    out, upos = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            upos = line.strip("[]")
        elif line and not line.startswith("#"):
            lemma, *forms = line.split()
            out.update({(form, upos): lemma for form in forms})
    return out
