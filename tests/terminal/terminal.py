"""A learner's terminal: a program in tmux, watched by the texts on its screen, worked by keys and by clicks on those texts."""
import os, re, subprocess, time, unicodedata

PATIENCE = 60


class Stuck(Exception):
    """What was waited for never came; carries the last screen."""

    def __init__(self, wanted, screen):
        name = getattr(wanted, "pattern", None) or getattr(wanted, "__qualname__", None) or wanted
        super().__init__(f"waited {PATIENCE} s for {name}; the screen was\n{screen}")


class Terminal:
    def __init__(self, name, columns, rows, command, **environment):
        self.socket, self.columns, self.rows = f"{name}-{os.getpid()}", columns, rows
        assigned = [f"{key}={value}" for key, value in environment.items()]
        # Without a configuration of the user's: sizes and keys are then those asked for. What a program said last stays to be read.
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), "env", *assigned, *command, ";", "set", "-g", "remain-on-exit", "on")

    def tmux(self, *args):
        done = subprocess.run(["tmux", "-L", self.socket, *args], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"tmux {' '.join(args)}: {done.stderr.strip()}")
        return done.stdout

    def screen(self, colours=False):
        return self.tmux("capture-pane", "-p", *(["-e"] if colours else []))

    def wait(self, wanted):
        """Waits until the screen shows a text, matches a pattern, or satisfies a function of its text; returns what that found."""
        look = wanted.search if isinstance(wanted, re.Pattern) else wanted if callable(wanted) else lambda text: wanted in text
        until = time.monotonic() + PATIENCE
        while True:
            screen = self.screen()
            if found := look(screen):
                return found
            if time.monotonic() > until:
                raise Stuck(wanted, screen)
            time.sleep(0.03)

    def gone(self, text):
        """Waits until the screen shows a text no longer."""
        self.wait(lambda screen: text not in screen)

    def changed(self, do):
        """Does something and waits until the screen is another one, be it in colours alone."""
        before = self.screen(colours=True)
        do()
        self.wait(lambda _: self.screen(colours=True) != before)

    def seek(self, key, text):
        """Presses a key, each time it has shown, until the screen shows a text."""
        for _ in range(40):
            if text in self.screen():
                return
            self.changed(lambda: self.press(key))
        raise Stuck(f"{text} behind {key}", self.screen())

    def press(self, *keys):
        """Presses keys by tmux's names. Behind Escape and Alt a pause: the key that follows would else be read together with it."""
        for key in keys:
            self.tmux("send-keys", key)
            if key.startswith("M-") or key == "Escape":
                time.sleep(0.3)

    def type(self, text):
        self.tmux("send-keys", "-l", "--", text)

    def find(self, text, nth=0, row=None):
        """Column and row, in cells, of the nth place that shows a text, in a row or anywhere; None for nowhere."""
        for at_row, line in enumerate(self.screen().split("\n")):
            at = line.find(text) if row in (None, at_row) else -1
            while at >= 0:
                if nth == 0:
                    return cells(line[:at]), at_row
                nth, at = nth - 1, line.find(text, at + 1)
        return None

    def click(self, text, sign=None, row=None, inside=0):
        """Waits for a text and clicks it, some cells inside, or the first sign right of it."""
        column, at_row = self.wait(lambda _: self.find(text, row=row))
        if sign:
            line = self.screen().split("\n")[at_row]
            column = cells(line[:line.index(sign, line.index(text))])
        self.click_at(column + inside, at_row)

    def click_at(self, column, row):
        self.type(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")

    def wheel(self, column, row):
        """Turns the wheel down, one notch."""
        self.type(f"\x1b[<65;{column + 1};{row + 1}M")

    def ended(self):
        """Waits until the program has ended."""
        self.wait(lambda _: self.tmux("display-message", "-p", "#{pane_dead}").strip() == "1")

    def close(self):
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True)


def width(character):
    """Columns of a character: East Asian wide ones take two, marks that combine none."""
    return 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text):
    """Columns that a text takes."""
    return sum(map(width, text))


def cut(text, column):
    """What of a text stands from a column on."""
    while text and column > 0:
        column -= width(text[0])
        text = text[1:]
    return text
