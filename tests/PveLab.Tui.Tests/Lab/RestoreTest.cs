using PveLab.Shell.Editing;
using PveLab.Tui.Forms;
using PveLab.Tui.Manager;
using PveLab.Tui.Tests.Manager;

namespace PveLab.Tui.Tests.Lab;

/// <summary>The chapter's restore test, done three ways. Each is told what to call when the learner has something worth a picture before them.</summary>
internal static class RestoreTest
{
    private const string Procedure = "Restore: newest archive on nas to 101 with unique, start, log in on the console, ping the gateway.";

    /// <summary>Keys alone: the views for everything they have, the guest's console for what is done inside it.</summary>
    public static TestLab ByKeyboard(TestLab lab, Action<string>? look = null)
    {
        lab.InManager().ToPage("backup").Press("a").ToField("storage").Enter("nas").Press("Enter").ToField("schedule").Enter("02:30");
        lab.ToField("vmid").Press(" ", "Ctrl+PageDown", "Ctrl+PageDown").ToField("keep-last").Enter("3").Press("Ctrl+PageUp", "Ctrl+PageUp");
        look?.Invoke("job");
        lab.Press("Enter", "r", "Enter").Wait();
        while (lab.Model.Manager.Focus != ManagerPart.Log) lab.Press("Tab");
        lab.Press("Enter");
        look?.Invoke("log");
        lab.Press("Esc").ToPlace("storage/pve1/nas").ToPage("backup");
        look?.Invoke("archive");
        lab.Press("r").ToField("unique").Press(" ");
        look?.Invoke("restore");
        lab.Press("Enter").Wait().Press("Tab");
        var took = Duration(lab);
        lab.Press("Esc").ToPlace("qemu/101").Press("s").Wait().Press("o");
        lab.Runtime.RunToRest();
        foreach (var line in (string[])["root", "pvelab", "ping -c 3 192.168.10.1"]) lab.Type(line);
        look?.Invoke("console");
        lab.Type("exit").Press("Ctrl+O").Runtime.RunToRest();
        return lab.Type($"echo '{Procedure}' It took {took}. > /root/restore.md");
    }

    /// <summary>Clicks and the wheel alone: the views for what they have, the lesson's own lines for what is typed.</summary>
    public static TestLab ByMouse(TestLab lab, Action<string>? look = null)
    {
        lab.Click(("Server View", "サーバ表示")).ToPlaceByMouse("Datacenter", "データセンター").ToTab(("Backup", "バックアップ"));
        lab.Click(("a Add", "a 追加")).Click(("Storage:", "ストレージ:")).Click("nas  ").ClickAfter(("Schedule:", "スケジュール:"), "▾").Click("21:00  ").Click("[ ] 100");
        lab.ClickAfter(("Notifications", "通知"), "Retention");
        for (var i = 0; i < 3; i++) lab.ClickAfter(("Keep Last:", "最後を保持:"), "▴");
        look?.Invoke("job");
        lab.Click(("[ Create ]", "[ 作成 ]")).Click(("Run now", "直ちに実行")).Click(("  Yes  ", "  はい  ")).Wait();
        lab.Click(Backup).Click(Backup);
        look?.Invoke("log");
        lab.Click(" x ").ToPlaceByMouse("nas (pve1)", "nas (pve1)").ToTab(("Backups", "バックアップ"));
        look?.Invoke("archive");
        lab.Click(("r Restore", "r リストア")).Click(("[ ] Unique", "[ ] 一意"));
        look?.Invoke("restore");
        lab.Click(("[ Restore ]", "[ リストア ]")).Wait().Click(" x ").ToPlaceByMouse("101 (vm", "101 (vm").Click(("s Start", "s 開始")).Wait();
        lab.Click(("o Console", "o コンソール")).Runtime.RunToRest();
        lab.ToSection(("Restore, and prove it", "リストアして証明する")).ToSection(("Boot it and log in", "起動してログインする"));
        foreach (var line in (string[])["vm-ubuntu01 login: root", "Password: pvelab", "root@vm-ubuntu01:~# ping"]) lab.ClickSign(line);
        look?.Invoke("console");
        lab.ClickSign("root@vm-ubuntu01:~# exit").ClickSign("<Ctrl+O>").ToSection(("Write it down", "記録する"));
        foreach (var line in (string[])["# task=", "# begin=", "# end=", "# echo \"$(date", "# echo \"1.", "# echo \"2.", "# echo \"3."]) lab.ClickSign(line);
        return lab;
    }

    /// <summary>The shell alone, line by line.</summary>
    public static TestLab InShell(TestLab lab)
    {
        lab.Type("pvesh create /cluster/backup --schedule 02:30 --storage nas --vmid 100 --prune-backups keep-last=3").Type("vzdump 100 --storage nas");
        lab.Type("tail \"$(ls -1t /var/log/vzdump/*.log | head -n 1)\"").Type("pvesm list nas");
        lab.Type("BEGIN=$(date +%s)").Type("qmrestore $(pvesm list nas | tail -n 1 | cut -d' ' -f1) 101 --unique 1").Type("TOOK=$(( $(date +%s) - BEGIN ))");
        lab.Type("qm start 101").Type("sleep 60").Type("qm terminal 101");
        foreach (var line in (string[])["root", "pvelab", "ping -c 3 192.168.10.1", "exit"]) lab.Type(line);
        lab.Press("Ctrl+O").Runtime.RunToRest();
        return lab.Type($"echo '{Procedure}' It took $TOOK s. > /root/restore.md");
    }

    /// <summary>What everybody is shown in the task list.</summary>
    private static Words Backup => ("VM/CT 100 - Backup", "VM/CT 100 - バックアップ");

    /// <summary>Reads the duration off the task viewer's Status tab, as a learner does.</summary>
    private static string Duration(TestLab lab) => System.Text.RegularExpressions.Regex.Match(lab.Screen, @"(?:Duration|経過時間)\s+([\dhms ]*[hms])").Groups[1].Value;

    /// <summary>Clicks a place in the tree. Where there is no room for the tree beside the page, it is fetched first, and a second click opens the page.</summary>
    private static TestLab ToPlaceByMouse(this TestLab lab, string en, string ja)
    {
        if (lab.Screen.Contains('◂', StringComparison.Ordinal)) lab.Click("◂");
        lab.Click((en, ja));
        return lab.Model.Manager.Focus == ManagerPart.Tree ? lab.Click((en, ja)) : lab;
    }

    /// <summary>Goes to a page by the row of tabs; the mark at its end brings those that have no room.</summary>
    private static TestLab ToTab(this TestLab lab, Words title)
    {
        var row = lab.Model.Places.Shell.Top + 1;
        while (lab.Column(row, " " + title.In(lab.Model.Language)) < 0) lab.Point(lab.Column(row, "›"), row);
        lab.Point(lab.Column(row, " " + title.In(lab.Model.Language)) + 1, row);
        return lab;
    }

    /// <summary>Clicks the first sign right of a text.</summary>
    private static TestLab ClickAfter(this TestLab lab, Words text, string sign)
    {
        var (column, row) = ManagerLab.Find(lab, text.In(lab.Model.Language));
        lab.Point(lab.Column(row, sign, column), row);
        return lab;
    }

    /// <summary>The column, from one on, where a row of the screen shows a text; -1 for nowhere.</summary>
    private static int Column(this TestLab lab, int row, string text, int from = 0)
    {
        var line = lab.Screen.Split('\n')[row];
        var at = line.IndexOf(text, DisplayWidth.Clip(line, from).Length, StringComparison.Ordinal);
        return at < 0 ? -1 : DisplayWidth.Of(line[..at]);
    }

    /// <summary>Goes to a chapter or heading by the contents of the lesson.</summary>
    private static TestLab ToSection(this TestLab lab, Words heading)
    {
        lab.Point(lab.Model.Places.Lesson.Left, lab.Model.Places.Lesson.Top);
        lab.Click(("o Contents", "o 目次"));
        while (!lab.Screen.Contains(heading.In(lab.Model.Language), StringComparison.Ordinal)) lab.Wheel(lab.Model.Width / 2, lab.Model.Height / 2, down: true);
        return lab.Click(heading);
    }

    /// <summary>Clicks the sign before a line of the lesson, which is scrolled until it is seen.</summary>
    private static TestLab ClickSign(this TestLab lab, string line)
    {
        for (var i = 0; i < 30 && !lab.Screen.Contains("▸ " + line, StringComparison.Ordinal); i++) lab.Wheel(2, lab.Model.Places.Lesson.Top + 1, down: true);
        lab.Click("▸ " + line).Runtime.RunToRest();
        return lab;
    }
}
