"""Modules that Debian lacks, fetched from PyPI where a test may."""
import importlib
import subprocess
import sys


def module(name, package, folder):
    """The module `name`, from `package` (or several, between blanks), which
    go into `folder` where it is not installed;
    None where it cannot be fetched either."""
    sys.path.insert(0, str(folder))
    for fetched in (False, True):
        if fetched:
            try:
                subprocess.run(
                    [sys.executable, "-m", "pip", "install", "--quiet",
                     "--disable-pip-version-check", "--target", str(folder),
                     *package.split()],
                    check=True, capture_output=True, timeout=300)
            except (subprocess.SubprocessError, OSError):
                return None
            importlib.invalidate_caches()
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None
