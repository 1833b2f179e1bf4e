"""In which states of a wave a task may still be given: until its results are computed."""

GELOMBANG_TERBUKA = frozenset({"rencana", "dikunci", "berlangsung", "selesai"})
