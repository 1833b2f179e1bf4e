"""The exam under attack: killed, cut off, out of disk, out of order, with a broken build beside it that must be caught.

`make test` runs short forms, `make chaos` the full numbers (ukuran.py). Every run says its seed and its figures; a run
that fails leaves its ledger behind.
"""
