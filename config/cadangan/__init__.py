"""One archive of everything: the database and the private files, with a list of what is inside and its digests."""
