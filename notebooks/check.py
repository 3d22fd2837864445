"""Executes the notebooks and compares what comes out with what is committed."""

import difflib
import json
import pathlib
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).parent
SLOWEST = 60  # seconds that a notebook may take
SHOWN = 20  # lines of a difference
NO_PICTURE = ". Charts are drawn by Node.js"


def execute(notebook, folder):
    """The notebook with new outputs, or None after saying why there are none."""
    run = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--log-level", "ERROR", f"--ExecutePreprocessor.timeout={10 * SLOWEST}",
         "--output-dir", folder, str(notebook)], capture_output=True, text=True, cwd=notebook.parent)
    if run.returncode:
        error = run.stderr.split("CellExecutionError: ")[-1]  # what comes before is nbconvert's own
        print(f"{notebook.name} ends in an error:\n{error}", file=sys.stderr)
        return None
    return json.loads((pathlib.Path(folder) / notebook.name).read_text())


def cells(notebook):
    """What a reader sees of each cell, a list of lines. Pictures, and what is said where Node.js draws none, are left out: they come from the specifications, which are here."""
    for number, cell in enumerate(notebook["cells"]):
        lines = ["".join(cell["source"])]
        for output in cell.get("outputs", []):
            if "text" in output:
                lines += "".join(output["text"]).splitlines()
            for kind, content in sorted(output.get("data", {}).items()):
                if kind != "image/svg+xml":
                    text = "".join(content) if isinstance(content, (str, list)) else json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
                    lines += [f"[{kind}]", *text.split(NO_PICTURE)[0].splitlines()]
        yield number, lines


def clean(notebook):
    """Without what changes from one execution to the next and says nothing."""
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Sim (C#)", "language": "csharp", "name": "sim-csharp"},
        "language_info": {"file_extension": ".cs", "mimetype": "text/x-csharp", "name": "csharp", "pygments_lexer": "csharp", "version": "14"},
    }
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


def is_same(notebook, old, new):
    for (number, before), (_, after) in zip(cells(old), cells(new)):
        if before != after:
            difference = list(difflib.unified_diff(before, after, "committed", "executed", lineterm="", n=1))
            print(f"{notebook.name}, cell {number + 1} has changed:\n" + "\n".join(difference[:SHOWN]), file=sys.stderr)
            return False
    return True


def main(arguments):
    is_writing = "--write" in arguments
    chosen = [pathlib.Path(name).resolve() for name in arguments if name != "--write"] or sorted(FOLDER.glob("*.ipynb"))
    failed = 0
    for notebook in chosen:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            new = execute(notebook, folder)
        seconds = time.monotonic() - start
        if new is None:
            failed += 1
        elif is_writing:
            notebook.write_text(json.dumps(clean(new), indent=1, ensure_ascii=False) + "\n")
            print(f"{notebook.name}: written, {seconds:.1f} s")
        elif not is_same(notebook, json.loads(notebook.read_text()), new):
            failed += 1
        else:
            print(f"{notebook.name}: as committed, {seconds:.1f} s" + (f" (more than {SLOWEST} s)" if seconds > SLOWEST else ""))
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
