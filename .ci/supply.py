#!/usr/bin/env python3
"""What the program is built of: checked, or listed.

usage: supply.py check      licences, sources and packages that must not be in it
       supply.py sbom       a bill of materials on standard output (CycloneDX 1.5, JSON)

Both ask `cargo metadata --locked`; `check` looks at everything in Cargo.lock, `sbom` lists
what goes into the program or builds it, without what only tests use.
"""
import json, re, subprocess, sys, tomllib

# Licences that ask for no more than to be named, and MPL-2.0, which asks for changes of its own files.
LICENCES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
    "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Unicode-3.0", "Unlicense", "Zlib",
}
REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"
# Packages that would bring another TLS library, another client, or a download while building.
BANNED = {
    "openssl": "TLS is rustls's", "openssl-sys": "TLS is rustls's", "native-tls": "TLS is rustls's",
    "aws-lc-sys": "TLS is ring's", "reqwest": "requests are ureq's", "ort": "it downloads a library while building",
    "curl-sys": "requests are ureq's",
}


def metadata():
    asked = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"], check=True, stdout=subprocess.PIPE)
    return json.loads(asked.stdout)


def allowed(expression):
    """Whether an SPDX expression can be met by the licences above.

    >>> [allowed(one) for one in ("MIT", "MIT/Apache-2.0", "Apache-2.0 WITH LLVM-exception", "(MIT OR X) AND ISC")]
    [True, True, True, True]
    >>> [allowed(one) for one in ("GPL-3.0", "MIT AND GPL-3.0", "GPL-2.0 WITH Classpath-exception-2.0")]
    [False, False, False]
    """
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    words, i = [], 0
    while i < len(tokens):
        if tokens[i : i + 2] and len(tokens) > i + 2 and tokens[i + 1] == "WITH":
            words.append(" ".join(tokens[i : i + 3]))
            i += 3
        else:
            words.append(tokens[i])
            i += 1
    python = {"(": "(", ")": ")", "AND": "and", "OR": "or"}
    return eval(" ".join(python.get(word, str(word in LICENCES)) for word in words))


def check():
    problems = []
    packages = metadata()["packages"]
    for package in packages:
        name = f"{package['name']} {package['version']}"
        if not package["license"] or not allowed(package["license"]):
            problems.append(f"{name}: licence {package['license']!r} is not among those that are allowed")
        if package["source"] not in (None, REGISTRY):
            problems.append(f"{name}: comes from {package['source']}, not from crates.io")
        if package["name"] in BANNED:
            problems.append(f"{name}: must not be in it: {BANNED[package['name']]}")
    print(f"{len(packages)} packages, {len(problems)} problems")
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


def sbom():
    found = metadata()
    packages = {package["id"]: package for package in found["packages"]}
    nodes = {node["id"]: node for node in found["resolve"]["nodes"]}
    with open("Cargo.lock", "rb") as file:
        locked = {(one["name"], one["version"]): one.get("checksum") for one in tomllib.load(file)["package"]}
    root = next(id for id, package in packages.items() if package["name"] == "diplomacy-watch")
    needs = lambda id: [
        dep["pkg"] for dep in nodes[id]["deps"] if any(kind["kind"] != "dev" for kind in dep["dep_kinds"])
    ]
    reached, waiting = set(), [root]
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            waiting.extend(needs(id))
    reference = lambda id: f"pkg:cargo/{packages[id]['name']}@{packages[id]['version']}"

    def component(id, kind):
        package = packages[id]
        one = {
            "type": kind, "bom-ref": reference(id), "name": package["name"], "version": package["version"],
            "purl": reference(id), "licenses": [{"expression": package["license"].replace("/", " OR ")}],
        }
        checksum = locked.get((package["name"], package["version"]))
        if checksum:
            one["hashes"] = [{"alg": "SHA-256", "content": checksum}]
        return one

    parts = sorted(reached - {root}, key=reference)
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": component(root, "application")},
        "components": [component(id, "library") for id in parts],
        "dependencies": [
            {"ref": reference(id), "dependsOn": sorted(map(reference, needs(id)))} for id in [root, *parts]
        ],
    }
    json.dump(bill, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    {"check": check, "sbom": sbom}.get(" ".join(sys.argv[1:]), lambda: sys.exit(__doc__))()
