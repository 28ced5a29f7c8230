#!/bin/sh
# The steps of the Python package; README.md says what each does. Usage: ./ci.sh STEP…
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
venv=${VENV:-$root/.venv}
dist=${DIST:-$root/dist}
python=$venv/bin/python

step() {
    case $1 in
        venv)
            # Made once for a given list of requirements.
            if ! cmp -s "$here/requirements-dev.txt" "$venv/fireside-requirements.txt"; then
                "${PYTHON:-python3}" -m venv "$venv"
                "$python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements-dev.txt"
                cp "$here/requirements-dev.txt" "$venv/fireside-requirements.txt"
            fi
            ;;
        build)
            rm -f "$dist"/fireside-*.whl
            # A wheel carries its licence, which is kept once, at the top of the repository.
            cp "$root"/LICENSE* "$here"
            (cd "$here" && "$python" -m maturin build --release --strip --quiet --out "$dist")
            "$python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall "$dist"/fireside-*.whl
            ;;
        stubs)
            generate
            cp "$stubs/fireside/_native.pyi" "$here/python/fireside/_native.pyi"
            ;;
        check)
            generate
            diff -u "$here/python/fireside/_native.pyi" "$stubs/fireside/_native.pyi" || {
                echo "python/fireside/_native.pyi is not in step with src/: run bindings-python/ci.sh stubs" >&2
                exit 1
            }
            (cd "$here" && "$python" -m mypy && "$python" -m mypy.stubtest fireside._native)
            ;;
        test)
            (cd "$here" && "$python" -m pytest)
            ;;
        all)
            for each in venv build check test; do step $each; done
            ;;
        *)
            echo "unknown step: $1" >&2
            exit 2
            ;;
    esac
}

# From an unstripped library: the stubs are made from what stripping takes out.
generate() {
    stubs=$(mktemp -d)
    trap 'rm -rf "$stubs"' EXIT
    (cd "$here" && "$python" -m maturin generate-stubs --quiet --out "$stubs")
}

[ $# -gt 0 ] || set -- all
for each; do step "$each"; done
