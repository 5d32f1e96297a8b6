#!/usr/bin/env python3
"""A bill of materials as SPDX 2.3: packaging/sbom.py ISNAD > isnad.spdx.json

What a built isnad says of itself (isnad doctor): the libraries it was made
with, their versions, and the digests of the data compiled in.  Licences are
those of NOTICE.  The date is SOURCE_DATE_EPOCH, or that of the last commit: the
same build gives the same bytes.
"""
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# As Debian's copyright files have them.
LICENCES = {
    "glibc": "LGPL-2.1-or-later", "zlib": "Zlib", "libzstd": "BSD-3-Clause",
    "nettle": "LGPL-3.0-or-later OR GPL-2.0-or-later", "libbrotlidec": "MIT",
    "libdeflate": "MIT", "jansson": "MIT", "expat": "MIT", "libcurl": "curl",
    "libxxhash": "BSD-2-Clause", "uchardet": "MPL-1.1",
    "sqlite3": "blessing", "libseccomp": "LGPL-2.1-only",
}


def when():
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(
        ["git", "-C", ROOT, "log", "-1", "--format=%ct"], check=True,
        capture_output=True, text=True).stdout
    return datetime.datetime.fromtimestamp(
        int(epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def package(name, version, licence, **more):
    return {"SPDXID": f"SPDXRef-{name.replace('/', '-').replace('.', '-')}",
            "name": name, "versionInfo": version, "licenseConcluded": licence,
            "licenseDeclared": licence, "copyrightText": "NOASSERTION",
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, **more}


def main():
    program = sys.argv[1]
    told = json.loads(subprocess.run([program, "doctor", "--format", "json"],
                                     check=True, capture_output=True).stdout)
    digest = hashlib.sha256(pathlib.Path(program).read_bytes()).hexdigest()

    def sha(value):
        return [{"algorithm": "SHA256", "checksumValue": value}]

    itself = package("isnad", told["isnad"], "Apache-2.0",
                     checksums=sha(digest))
    parts = [package(name, version, LICENCES[name])
             for name, version in told["libraries"].items()]
    data = [package(d["name"], told["isnad"], "Apache-2.0",
                    checksums=sha(d["sha256"])) for d in told["data"]]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", itself["SPDXID"])] + \
        [(itself["SPDXID"], "DEPENDS_ON", p["SPDXID"]) for p in parts] + \
        [(itself["SPDXID"], "CONTAINS", p["SPDXID"]) for p in data]
    json.dump({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT", "name": f"isnad-{told['isnad']}",
        "documentNamespace": f"https://spdx.org/spdxdocs/isnad-{digest}",
        "creationInfo": {"created": when(),
                         "creators": ["Tool: packaging/sbom.py"]},
        "packages": [itself, *parts, *data],
        "relationships": [
            {"spdxElementId": a, "relationshipType": what,
             "relatedSpdxElement": b} for a, what, b in relations],
    }, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
