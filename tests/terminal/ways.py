"""The chapter's restore test, three ways. Each takes a terminal, a language and a function that keeps the screen of a step; each returns the grade it read."""
import re

from lab import click_line, command, ended, field, grade, in_console, open_place, open_section, open_tab, prompt, shell, to_place

# The words of the screen that a learner looks for, in Japanese by the English ones.
JA = {
    "Backup": "バックアップ", "Backups": "バックアップ", "Boot it and log in": "起動してログインする", "Create: Backup Job": "作成: バックアップJob", "Datacenter": "データセンター",
    "Duration": "経過時間", "Keep Last:": "最後を保持:", "Draws new MAC addresses": "MAC アドレスを新しく", "Notifications": "通知", "Restore, and prove it": "リストアして証明する",
    "Restore: VM": "リストア: VM", "Run now": "直ちに実行", "Schedule:": "スケジュール:", "Server View": "サーバ表示", "Space or a click": "Space かクリック", "Status": "状態",
    "Storage 'nas'": "ストレージ 'nas'", "Storage:": "ストレージ:", "Tasks": "タスク", "VM 100 is backed up": "VM 100 のバックアップができました",
    "VM/CT 100 - Backup": "VM/CT 100 - バックアップ", "Virtual Machine 101": "仮想マシン 101", "Write it down": "記録する", "Yes": "はい", "Your grade": "採点結果",
    "[ Create ]": "[ 作成 ]", "[ Restore ]": "[ リストア ]", "[ ] Unique": "[ ] 一意", "[x] Unique": "[x] 一意", "a Add": "a 追加", "o Console": "o コンソール",
    "o Contents": "o 目次", "r Restore": "r リストア", "running": "稼働中", "s Start": "s 開始",
}
PROCEDURE = "Restore the newest archive on nas as 101 with unique, start it, log in, ping the gateway."


def say(language):
    return (lambda word: JA[word]) if language == "ja" else (lambda word: word)


def by_keyboard(t, language, look):
    """Keys alone: the Server View for what it has, the guest's console for what is done inside it."""
    w = say(language)
    t.press("M-2")
    t.wait(w("Datacenter"))
    if t.columns < 100:
        t.press("F8")
    t.seek("C-NPage", w("Run now"))
    t.press("a")
    t.wait(w("Create: Backup Job"))
    t.press("Tab")
    t.type("nas")
    t.wait(re.compile(r"nas +nfs"))
    t.press("Enter")
    t.wait(field(w("Storage:"), "nas"))
    t.press("Tab")
    t.type("02:30")
    t.wait(field(w("Schedule:"), "02:30"))
    t.seek("Tab", w("Space or a click"))
    t.press("Space")
    t.wait("[x] 100")
    t.press("C-NPage", "C-NPage")
    t.wait(w("Keep Last:"))
    t.press("Tab", "Tab")
    t.type("3")
    t.wait(field(w("Keep Last:"), "3"))
    look("job")
    t.press("Enter")
    t.gone(w("Create: Backup Job"))
    t.wait(re.compile(r"02:30 +2026"))
    t.press("r")
    t.wait(re.compile(rf"  {w('Yes')}  "))
    t.press("Enter")
    t.wait(ended(w("VM/CT 100 - Backup")))
    look("run")
    t.seek("Tab", "━ " + w("Tasks"))
    t.press("Enter")
    t.wait("TASK OK")
    look("log")
    t.press("Escape")
    t.gone("TASK OK")
    while "━ " + w("Tasks") in t.screen():
        t.changed(lambda: t.press("Escape"))
    to_place(t, w("Storage 'nas'"))
    t.seek("C-NPage", "vzdump-qemu-100-")
    look("archive")
    t.press("r")
    t.wait(w("Restore: VM"))
    t.seek("Tab", w("Draws new MAC addresses"))
    t.press("Space")
    t.wait(w("[x] Unique"))
    look("restore")
    t.press("Enter")
    t.wait("TASK OK")
    t.press("Tab")
    took = t.wait(re.compile(rf"{w('Duration')} +(\S+)")).group(1)
    look("restored")
    t.press("Escape")
    t.gone(w("Duration"))
    to_place(t, w("Virtual Machine 101"))
    t.press("s")
    t.wait("▶ 101")
    look("started")
    t.press("o")
    return prove(t, w, f"echo '{PROCEDURE} It took {took}.' > /root/restore.md", look)


def prove(t, w, note, look):
    """From the opened console on, with keys: logs in and pings, leaves, notes what was done, and reads the grade."""
    in_console(t)
    look("console")
    command(t, "exit", "vm-ubuntu01 login:")
    t.press("C-o")
    t.wait(prompt("root@pve1:~#"))
    command(t, note)
    t.press("F3")
    return grade(t, w, lambda: t.press("PageDown"), look)


def by_mouse(t, language, look):
    """The mouse alone: the Server View for what it has, the lesson's own lines for what is typed."""
    w = say(language)
    t.click(w("Server View"))
    t.wait("nas (pve1)")
    open_place(t, w("Datacenter"), w("Datacenter"))
    open_tab(t, w("Backup"))
    t.click(w("a Add"))
    t.wait(w("Create: Backup Job"))
    t.click(w("Storage:"))
    t.click("nas  ")
    t.wait(field(w("Storage:"), "nas"))
    t.click(w("Schedule:"), sign="▾")
    t.click("21:00  ")
    t.wait(field(w("Schedule:"), "21:00"))
    t.click("[ ] 100")
    t.wait("[x] 100")
    t.click(w("Notifications"), sign="Retention")
    for number in "123":
        t.click(w("Keep Last:"), sign="▴")
        t.wait(field(w("Keep Last:"), number))
    look("job")
    t.click(w("[ Create ]"))
    t.gone(w("Create: Backup Job"))
    t.wait("21:00")
    t.click(w("Run now"))
    t.click(f"  {w('Yes')}  ")
    t.wait(w("VM 100 is backed up"))
    look("run")
    t.click(w("VM/CT 100 - Backup"))
    t.wait("━ " + w("Tasks"))
    t.click(w("VM/CT 100 - Backup"))
    t.wait("TASK OK")
    look("log")
    t.click(" x ")
    t.gone("TASK OK")
    open_place(t, "nas (pve1)", w("Storage 'nas'"))
    open_tab(t, w("Backups"))
    t.wait("vzdump-qemu-100-")
    look("archive")
    t.click(w("r Restore"))
    t.click(w("[ ] Unique"))
    t.wait(w("[x] Unique"))
    look("restore")
    t.click(w("[ Restore ]"))
    t.wait("TASK OK")
    look("restored")
    t.click(" x ")
    t.gone("TASK OK")
    open_place(t, "101 (vm-", w("Virtual Machine 101"))
    t.click(w("s Start"))
    t.wait(re.compile(f"{w('Status')} +{w('running')}"))
    look("started")
    t.click(w("o Console"))
    t.wait(prompt("vm-ubuntu01 login:"))
    open_section(t, w, w("Restore, and prove it"))
    open_section(t, w, w("Boot it and log in"))
    for line, answer in ("vm-ubuntu01 login: root", "Password:"), ("Password: pvelab", "root@vm-ubuntu01:~#"), ("root@vm-ubuntu01:~# ping", "root@vm-ubuntu01:~#"):
        click_line(t, line)
        t.wait(prompt(answer))
    look("console")
    click_line(t, "root@vm-ubuntu01:~# exit")
    t.wait(prompt("vm-ubuntu01 login:"))
    click_line(t, "<Ctrl+O>")
    t.wait(prompt("root@pve1:~#"))
    open_section(t, w, w("Write it down"))
    for line in "# task=", "# begin=", "# end=", '# echo "$(date', '# echo "1.', '# echo "2.', '# echo "3.':
        click_line(t, line)
        t.wait(prompt("root@pve1:~#"))
    t.click("/14  ")
    return grade(t, w, lambda: t.wheel(t.columns // 2, t.rows // 2), look)


def in_shell(t, language, look):
    """The shell alone, line by line."""
    w = say(language)
    if t.columns < 100:
        t.press("F8")
    for line in ("pvesh create /cluster/backup --schedule 02:30 --storage nas --vmid 100 --prune-backups keep-last=3", "vzdump 100 --storage nas",
                 'tail "$(ls -1t /var/log/vzdump/*.log | head -n 1)"', "pvesm list nas", "BEGIN=$(date +%s)",
                 "qmrestore $(pvesm list nas | tail -n 1 | cut -d' ' -f1) 101 --unique 1", "TOOK=$(( $(date +%s) - BEGIN ))", "qm start 101"):
        command(t, line)
        look(re.sub(r"\W.*", "", line))
    t.type("qm terminal 101")
    t.press("Enter")
    return prove(t, w, f'echo "{PROCEDURE} It took $TOOK s." > /root/restore.md', look)


WAYS = {"keyboard": by_keyboard, "mouse": by_mouse, "shell": in_shell}
