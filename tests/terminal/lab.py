"""What a lab's screen says, and how one gets about on it."""
import re

from terminal import cells, cut


def field(label, value):
    """A field of a dialog with that value."""
    return re.compile(rf"{re.escape(label)} +{re.escape(value)} ")


def ended(task):
    """A task of the task list that ended well."""
    return re.compile(rf"{re.escape(task)}\S* +OK").search


def prompt(text):
    """What asks for a line: the last text in the shell's pane."""
    return lambda screen: shell(screen)[-1:] == [text]


def shell(screen):
    """The lines of the shell's pane that are not empty."""
    rows = screen.split("\n")[2:]
    end = next((i for i, row in enumerate(rows) if row.startswith(("─", " ▌"))), len(rows))
    return [text for row in rows[:end] if (text := row.rsplit("│", 1)[-1].strip())]


def command(t, line, answer=None):
    """Types a line behind what asks for it, sees it there, and waits until the same asks again."""
    asked = shell(t.screen())[-1]
    t.type(line)
    t.wait(lambda screen: squeezed(line) in squeezed("".join(shell(screen))))
    t.press("Enter")
    t.wait(prompt(answer or asked))


def squeezed(text):
    return re.sub(r"\s", "", text)


def in_console(t):
    """Logs in on the guest's console and pings the gateway."""
    t.wait(prompt("vm-ubuntu01 login:"))
    command(t, "root", "Password:")
    t.type("pvelab")
    t.press("Enter")
    t.wait(prompt("root@vm-ubuntu01:~#"))
    command(t, "ping -c 3 192.168.10.1")
    t.wait("3 received")


def to_place(t, title):
    """Goes to a place by the arrow keys, with the tree having the keys: the page's title says when it is there."""
    t.press("Home")
    t.seek("Down", title)


def open_place(t, label, title):
    """Clicks a place in the tree; where the tree has no room beside the page, it is fetched first and left by a second click."""
    if t.find("◂"):
        t.click("◂")
        t.gone("◂")
    t.click(label)
    if t.columns < 100 and label != title:
        t.click(label)
    t.wait(title)


def open_tab(t, title):
    """Clicks a page's tab; the mark at the row's end brings those that have no room."""
    t.wait(lambda _: t.find(" " + title, row=3) or t.find("›", row=3))
    while not t.find(" " + title, row=3):
        t.changed(lambda: t.click("›", row=3))
    t.click(" " + title, row=3, inside=1)


def open_section(t, w, heading):
    """Goes to a chapter or heading by the lesson's contents."""
    t.click_at(1, 2)
    t.click(w("o Contents"))
    while not t.find(heading):
        t.changed(lambda: t.wheel(t.columns // 2, t.rows // 2))
    t.click(heading)


def click_line(t, line):
    """Clicks the sign before a line of the lesson, which is scrolled until it is seen."""
    while not t.find("▸ " + line):
        t.changed(lambda: t.wheel(2, 4))
    t.click("▸ " + line)


def grade(t, w, further, look):
    """Reads the grade's box to its end: the points of every criterion, in their order."""
    lines = {}
    while True:
        first, last, count, texts = t.wait(lambda _: box(t, w("Your grade")))
        lines.update(enumerate(texts, first))
        if last >= count:
            break
        t.changed(further)
    look("grade")
    return [int(row.group(1)) for _, text in sorted(lines.items()) if (row := re.match(r"[✔○] .* (\d+)/\d+( · \S+)?$", text))]


def box(t, title):
    """First and last line in sight of a box, how many there are, and their texts; None while there is no such box."""
    rows = t.screen().split("\n")
    top = next((i for i, row in enumerate(rows) if "┌─ " + title in row), None)
    if top is None:
        return None
    left = cells(rows[top].split("┌─ " + title)[0])
    inner = []
    for row in rows[top + 1:]:
        inside = cut(row, left)
        if inside.startswith("└"):
            range_ = re.search(r"(\d+)-(\d+)/(\d+)", inside)
            bounds = map(int, range_.groups()) if range_ else (1, len(inner), len(inner))
            return *bounds, inner
        inner.append(inside[1:].split("│")[0].strip())
    return None
