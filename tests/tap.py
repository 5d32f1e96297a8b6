"""Results of a test in the Test Anything Protocol, which run_all.py counts."""
import sys


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, name, detail=""):
        """One result; `detail` is shown where it is bad."""
        self.count += 1
        name = name.replace("#", "\u266f")  # TAP reads # as a directive
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}")
        if not good:
            self.failed += 1
            for line in str(detail).splitlines():
                print(f"#   {line}")
        return good

    def skip(self, name, reason):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {reason}")

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def clean(what, faults):
    """A test that is one result: `faults` are lines, none when all is well."""
    tap = Tap()
    tap.ok(not faults, what, "\n".join(faults))
    tap.done()
