"""Pages of the registry and of the account area, one module a subject."""
