import inspect
import subprocess
import sys

import bodycopy


def test_the_stubs_agree_with_the_module():
    # What is missing in the stubs is seen in `__all__`; the extension inside the package has none of its own.
    stubtest = [sys.executable, "-m", "mypy.stubtest", "bodycopy", "--ignore-missing-stub"]
    done = subprocess.run(stubtest, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stubs_have_the_options(tmp_path):
    source = tmp_path / "use.py"
    source.write_text(
        "import bodycopy\n"
        "text: str = bodycopy.clean_html(b'', keep=['title'], links=False).text\n"
        "bodycopy.Cleaner(threshold='high')\n"
        "bodycopy.clean_text('', threshhold=1)\n"
    )
    command = [sys.executable, "-m", "mypy", "--no-incremental", "--ignore-missing-imports", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    errors = [line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line]
    assert errors == ["3", "4"], done.stdout


def test_the_stubs_list_all_options(tmp_path):
    options = inspect.signature(bodycopy.Cleaner).parameters
    assert all(option.kind is inspect.Parameter.KEYWORD_ONLY for option in options.values())
    arguments = "".join(f"reveal_type(options['{name}'])\n" for name in options)
    source = tmp_path / "options.py"
    source.write_text(f"from bodycopy import _Options\ndef show(options: _Options) -> None:\n" +
                      "".join(f"    {line}\n" for line in arguments.splitlines()))
    command = [sys.executable, "-m", "mypy", "--no-incremental", "--ignore-missing-imports", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.count("Revealed type") == len(options) and done.returncode == 0, done.stdout


def test_everything_public_has_a_docstring():
    for name in set(bodycopy.__all__) - {"__version__"}:
        thing = getattr(bodycopy, name)
        assert inspect.getdoc(thing), name
        if isinstance(thing, type) and thing is not bodycopy.Error:
            for member in vars(thing):
                assert member.startswith("_") or inspect.getdoc(getattr(thing, member)), f"{name}.{member}"
    assert inspect.getdoc(bodycopy)
