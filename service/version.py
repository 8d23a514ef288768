"""Which version of duizhao runs."""

from importlib import metadata


def version() -> str:
    """Give it as it was installed; "0+checkout" where it runs from a checkout that is not."""
    try:
        return metadata.version("duizhao")
    except metadata.PackageNotFoundError:
        return "0+checkout"
