from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Names with a digest of the content, inside ES modules' own imports too."""

    support_js_module_import_aggregation = True
    # Bootstrap's files name source maps that are not all shipped; a missing map must not stop an installation.
    manifest_strict = False
