#!/usr/bin/env python3
"""Plays the chapter's restore test in the trainer as three learners do: with keys alone, with the mouse alone, and in the shell alone.

    tests/terminal/walk.py [--way keyboard mouse shell] [--size 80x24 120x40 200x60] [--lang ja en] [--jobs 2] [--screens FOLDER]

Every run starts `pvelab ch08-restore-test` in tmux, waits for texts on the screen and never for times, and reads its grade off the screen (F3, or a click
on it). Then `pvelab grade` replays the journals. Exit code 0: every run earned every criterion, on the screen and by replay; otherwise the last screen is
printed. Needs python3 and tmux; build src/PveLab first. With --screens every step's screen is kept there to be looked at.
"""
import argparse, concurrent.futures, itertools, json, os, shutil, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Stuck, Terminal
from ways import WAYS

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PVELAB = os.environ.get("PVELAB", os.path.join(ROOT, "src/PveLab/bin/Debug/net10.0/pvelab"))
SCENARIO = "ch08-restore-test"


def run(way, size, language, folder, screens):
    """Plays one way. Returns its name, the grade that stood on the screen (None when it got stuck), and what went wrong."""
    name = f"{way}-{size}-{language}"
    columns, rows = map(int, size.split("x"))
    home = os.path.join(folder, "homes", name)
    os.makedirs(home)
    terminal = Terminal(f"walk-{name}", columns, rows, [PVELAB, SCENARIO, "--lang", language], XDG_DATA_HOME=home, XDG_STATE_HOME=home, LC_ALL="C.UTF-8")
    steps = itertools.count(1)

    def look(step):
        if screens:
            with open(os.path.join(screens, f"{name}-{next(steps):02}-{step}.txt"), "w") as file:
                file.write(terminal.screen())

    try:
        terminal.wait("root@pve1:~#")
        grade = WAYS[way](terminal, language, look)
        terminal.press("Escape", "C-q", "Enter")
        terminal.ended()
        shutil.copytree(os.path.join(home, "pvelab", "attempts"), os.path.join(folder, "class", name))
        return name, grade, None
    except (Stuck, RuntimeError) as stuck:
        return name, None, str(stuck)
    finally:
        terminal.close()


def replayed(folder):
    """What `pvelab grade` comes to by replaying the journals: the points of every criterion, by run."""
    done = subprocess.run([PVELAB, "grade", folder, "--format", "json"], capture_output=True, text=True)
    if done.returncode:
        print(done.stderr, flush=True)
    attempts = json.loads(done.stdout or '{"attempts": []}')["attempts"]
    return {attempt["student"]: [c["points"] for c in attempt["criteria"]] for attempt in attempts}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--way", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--size", nargs="+", default=["80x24", "120x40", "200x60"])
    parser.add_argument("--lang", nargs="+", choices=["ja", "en"], default=["ja", "en"])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--screens")
    given = parser.parse_args()
    if given.screens:
        os.makedirs(given.screens, exist_ok=True)
    began, seen = time.monotonic(), {}
    with tempfile.TemporaryDirectory(prefix="pvelab-walk-") as folder:
        os.makedirs(os.path.join(folder, "class"))
        runs = list(itertools.product(given.way, given.size, given.lang))
        with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
            for name, grade, wrong in pool.map(lambda r: run(*r, folder, given.screens), runs):
                seen[name] = grade
                print(f"{name}: {f'{sum(grade)} points' if grade else wrong}", flush=True)
        again = replayed(os.path.join(folder, "class"))
    whole = next((grade for grade in seen.values() if grade and sum(grade) == 100), None)
    wrong = [name for name, grade in seen.items() if not whole or grade != whole or again.get(name) != whole]
    for name in wrong:
        print(f"{name}: on the screen {seen[name]}, by replay {again.get(name)}", flush=True)
    print(f"{len(seen)} runs, {len(seen) - len(wrong)} with every one of {len(whole or [])} criteria met on the screen and by replay, {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
