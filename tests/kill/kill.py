#!/usr/bin/env python3
"""Kills PveLab at random moments while it is played, and checks that nothing that stood on the screen is lost.

    tests/kill/kill.py [--kills 200] [--seed 1] [--jobs 2] [--tui 20]

Every round types lines into `pvelab shell` on a pseudo terminal, as a learner does, sends SIGKILL at a moment drawn from the seed, and goes on with
`pvelab shell --resume`: all that the first terminal had received must come out of the second one, in the same bytes. With --tui N that many rounds
play the trainer itself in tmux, and all that its shell pane showed must come again, row after row, out of `pvelab shell --resume`.
Exit code 0: nothing was lost. Needs python3 and, for --tui, tmux; build src/PveLab first.
"""
import argparse, concurrent.futures, os, pty, random, re, select, shutil, signal, sys, tempfile, time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PVELAB = os.environ.get("PVELAB", os.path.join(ROOT, "src/PveLab/bin/Debug/net10.0/pvelab"))
sys.path.append(os.path.join(ROOT, "tests", "terminal"))
import terminal  # noqa: E402 - the learner's terminal is that of the walks

SCENARIO = "ch08-restore-test"
PROMPT = re.compile(rb"root@pve1:[^ ]*# $")
LINES = ["qm list", "pvesm status", "vzdump 100 --storage nas --mode snapshot", "touch /root/a", "ls -l /root", "cd /tmp", "date",
         "for i in 1 2 3; do sleep 20; date; done", "pvesm list nas", "qm config 100", ":hint 1", ":wait 10m", ":undo", "seq 1 200", "df -h"]


class Terminal:
    def __init__(self, home, *args):
        env = dict(os.environ, XDG_DATA_HOME=home, XDG_STATE_HOME=home, LC_ALL="C.UTF-8", TERM="xterm")
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(PVELAB, [PVELAB, *args], env)
        self.seen = b""

    def read(self, seconds):
        """Takes in what comes within that time; False at the end."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                return True
            try:
                part = os.read(self.fd, 65536)
            except OSError:
                return False
            if not part:
                return False
            self.seen += part
        return True

    def type(self, text):
        os.write(self.fd, text.encode())

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.read(0.2)
        os.close(self.fd)


def acknowledged(seen, typed):
    """From the first prompt on, without the echo of a line that nothing has answered yet: the terminal shows that, not PveLab."""
    at = seen.find(b"root@pve1:~# ")
    if at < 0:
        return b""
    text = seen[at:]
    last = text.rfind(b"# ") + 2
    echo = text[last:]
    # (While the runtime sets the terminal up, the terminal may echo a line twice.)
    return text[:last] if ((typed + "\r\n") * 2).encode().startswith(echo) else text


def plain(text):
    """What PveLab itself says (a hint, what was taken back) is no part of the attempt, nor is an empty prompt: left out on both sides."""
    text = text[max(0, text.find(b"root@pve1")):]
    # What is typed while the runtime sets the terminal up is echoed twice by the terminal itself.
    text = re.sub(rb"^(root@pve1:~# ([^\r]+\r\n))\2", rb"\1", text)
    text = re.sub(rb"root@pve1:[^ ]*# :wait [^\r]*\r\n", b"", text)
    text = re.sub(rb"root@pve1:[^ ]*# :[^\r]*\r\n[^\r]*\r\n", b"", text)
    return re.sub(rb"root@pve1:[^ ]*# (?=root@pve1|$)", b"", text)


def shell(seed):
    draw = random.Random(seed)
    home = tempfile.mkdtemp(prefix="pvelab-kill-")
    try:
        first, typed = Terminal(home, "shell", SCENARIO), ""
        # The longest start is waited for; what follows is killed anywhere.
        while not PROMPT.search(first.seen) and first.read(0.05):
            pass
        until = time.monotonic() + draw.uniform(0.02, 4)
        while time.monotonic() < until:
            if PROMPT.search(first.seen):
                typed = draw.choice(LINES)
                first.type(typed + "\n")
                first.read(min(0.03, max(0, until - time.monotonic())))
            first.read(min(draw.uniform(0.005, 0.2), max(0, until - time.monotonic())))
        first.kill()
        shown = acknowledged(first.seen, typed)
        journals = [f for f in os.listdir(os.path.join(home, "pvelab", "attempts")) if f.endswith(".jsonl")]
        again = Terminal(home, "shell", "--resume", os.path.join(home, "pvelab", "attempts", journals[0]))
        # What was taken back is not shown again; what came after it is.
        want, deadline = plain(shown.rsplit(b"Taken back: ", 1)[-1].split(b"\r\n", 1)[-1] if b"Taken back: " in shown else shown), time.monotonic() + 60
        fits = (lambda text: want in text) if b"Taken back: " in shown else (lambda text: text.startswith(want))
        while not (ok := fits(plain(again.seen))) and time.monotonic() < deadline and again.read(0.1):
            pass
        again.kill()
        return ok, len(shown), seed, (shown, again.seen)
    finally:
        shutil.rmtree(home)


class Screen(terminal.Terminal):
    """The trainer on a terminal of tmux's, which draws it as a learner sees it."""

    def __init__(self, name, home, *args):
        super().__init__(name, 160, 45, [PVELAB, *args], XDG_DATA_HOME=home, XDG_STATE_HOME=home, LC_ALL="C.UTF-8")
        self.pid = int(self.tmux("list-panes", "-F", "#{pane_pid}"))

    def shell(self):
        """The rows of the shell's pane, from behind the frame that parts it from the lesson; a coach's note may lie over the last ones."""
        rows = self.screen().split("\n")
        top = next((i for i, row in enumerate(rows) if "┬" in row and " Shell " in row), None)
        if top is None:
            return []
        left = rows[top].index("┬") + 1
        bottom = next((i for i, row in enumerate(rows) if i > top and row[left - 1:left] != "│"), top)
        return [re.sub(r"[█░▲▼]$", "", row[left:].rstrip()).rstrip() for row in rows[top + 1:bottom]]

    def holds(self, asked, seconds=120):
        """Waits until something holds; False when it does not in time."""
        until = time.monotonic() + seconds
        while not asked():
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def freeze(self):
        """Stops the program and takes in all that it had sent: the screen is what a learner has seen when it is killed."""
        os.kill(self.pid, signal.SIGSTOP)
        last = None
        while (now := self.screen()) != last:
            last = now
            time.sleep(0.1)


def tui(seed):
    draw = random.Random(seed)
    home = tempfile.mkdtemp(prefix="pvelab-kill-")
    screen = None
    try:
        screen = Screen(f"kill{seed}", home, SCENARIO, "--lang", "en")
        at_prompt = lambda: any(re.search(r"root@pve1:[^ ]*#$", row) for row in [row for row in screen.shell() if row][-1:])
        if not screen.holds(at_prompt):
            return False, 0, seed, (screen.screen(), "it never began")
        for line in draw.sample([line for line in LINES if not line.startswith(":")], draw.randint(1, 4)):
            screen.type(line)
            screen.holds(lambda: any(line in row for row in screen.shell()))
            screen.press("Enter")
            # Mostly the learner reads the answer before going on.
            screen.holds(at_prompt, draw.choice([0, 1, 30, 30]))
        time.sleep(draw.uniform(0, 1))
        screen.freeze()
        rows = [row for row in screen.shell() if row]
        os.kill(screen.pid, signal.SIGKILL)
        # What is only being typed behind the last prompt is not the attempt's yet.
        rows[-1:] = [re.sub(r"(?<=# ).*", "", rows[-1])]
        want = re.sub(r"\s", "", "".join(rows))
        journals = [f for f in os.listdir(os.path.join(home, "pvelab", "attempts")) if f.endswith(".jsonl")]
        again = Terminal(home, "shell", "--resume", os.path.join(home, "pvelab", "attempts", journals[0]))
        seen, deadline = lambda: re.sub(r"\s", "", again.seen.decode(errors="replace")), time.monotonic() + 60
        while not (ok := want in seen()) and time.monotonic() < deadline and again.read(0.1):
            pass
        again.kill()
        return ok, len(want), seed, ("\n".join(rows), again.seen.decode(errors="replace"))
    finally:
        if screen:
            screen.close()
        shutil.rmtree(home, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    for name, value in ("kills", 200), ("seed", 1), ("jobs", 2), ("tui", 0):
        parser.add_argument("--" + name, type=int, default=value)
    given = parser.parse_args()
    began, lost, shown = time.monotonic(), [], 0
    rounds = [(shell, given.seed * 100_000 + i) for i in range(given.kills)] + [(tui, given.seed * 100_000 + i) for i in range(given.tui)]
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for ok, length, seed, seen in pool.map(lambda r: r[0](r[1]), rounds):
            shown += length
            if not ok:
                lost.append(seed)
                print(f"lost at seed {seed}:\n--- shown\n{seen[0]}\n--- shown again\n{seen[1]}\n", flush=True)
    print(f"{len(rounds)} kills, {shown} characters shown before them, {len(lost)} times something was lost, {time.monotonic() - began:.0f} s")
    return 1 if lost else 0


sys.exit(main())
