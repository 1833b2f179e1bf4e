"""From answers to a class, on paper: score, level, gap, JPM, category. Exact numbers only, no float anywhere.

A formula that changes gets a new VERSI; results name the version they were computed with.
"""

VERSI = "1"
