"""Maximum spanning trees with one root, and entity tags that follow one another."""

import numpy as np


def _cycle(heads: list[int]) -> list[int] | None:
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        path, node = [], start
        while node and colour[node] == 0:
            colour[node] = start
            path.append(node)
            node = heads[node]
        if node and colour[node] == start and node in path:
            return path[path.index(node):]
    return None


def _edmonds(score: np.ndarray) -> list[int]:
    """Heads of the best arborescence; score[dependent, head], node 0 is the root."""
    n = len(score)
    heads = [0] + [int(np.argmax(score[d])) for d in range(1, n)]
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [v for v in range(n) if v not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = score[np.ix_(rest, rest)]
    gain = np.array([[score[v, h] - score[v, heads[v]] for h in rest] for v in cycle])
    enter = gain.argmax(0)
    small[m, :m] = gain.max(0)
    leave = score[np.ix_(rest, cycle)].argmax(1)
    small[:m, m] = score[np.ix_(rest, cycle)].max(1)
    small[0, :] = -np.inf
    sub = _edmonds(small)
    for i, v in enumerate(rest):
        if i:
            heads[v] = cycle[leave[i]] if sub[i] == m else rest[sub[i]]
    heads[cycle[enter[sub[m]]]] = rest[sub[m]]
    return heads


def tree(arcs: np.ndarray) -> list[int]:
    """Head (1-based, 0 = root) of each word, from arcs[word, head]; exactly one word hangs from the root."""
    n = arcs.shape[0]
    score = np.full((n + 1, n + 1), -np.inf)
    score[1:] = arcs
    # So dear that no second word takes the root.
    score[1:, 0] -= 1e6
    np.fill_diagonal(score, -np.inf)
    return _edmonds(score)[1:]


def entity_tags(scores: np.ndarray) -> list[int]:
    """Best tag sequence in which I-X follows B-X or I-X only. Tag 0 is O, 2k+1 is B, 2k+2 is I."""
    n, t = scores.shape
    allowed = np.zeros((t, t))
    for now in range(2, t, 2):
        allowed[:, now] = -np.inf
        allowed[now - 1, now] = allowed[now, now] = 0
    best, back = scores[0].astype(np.float64), []
    best[2::2] = -np.inf
    for row in scores[1:]:
        step = best[:, None] + allowed
        back.append(step.argmax(0))
        best = step.max(0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]
