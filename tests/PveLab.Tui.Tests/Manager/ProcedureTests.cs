using PveLab.Courseware.Attempts;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Manager;

/// <summary>The chapter's procedure in the web interface and its restore test, wholly by keyboard and wholly by mouse.</summary>
public sealed class ProcedureTests
{
    private static readonly string[] DoneInTheViews =
        ["archive-listed", "backup-ok", "log-read", "other-vmid", "restore-ok", "restored-runs", "schedule", "separate-domain"];

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void A_job_is_made_run_and_its_archive_restored_by_keyboard(int width, int height)
    {
        using var lab = ManagerLab.Open(width, height);
        lab.ToPage("backup").Press("a").ToField("storage").Press("CursorDown", "CursorDown", "Enter").ToField("schedule").Enter("02:30");
        lab.ToField("vmid").Press(" ", "Enter");
        Assert.Null(lab.Model.Manager.Modal);
        Assert.Equal("nas", Assert.Single(lab.Runtime.Attempt.World.Jobs.Jobs)["storage"]);
        lab.Press("r", "Enter");
        lab.Wait();
        Assert.Equal("OK", Cells.Text(lab.Model.Manager.Tasks.At(0)!, "status"));
        while (lab.Model.Manager.Focus != ManagerPart.Log) lab.Press("Tab");
        Assert.Contains("TASK OK", lab.Press("Enter").Screen, StringComparison.Ordinal);
        lab.Press("Esc").ToPlace("storage/pve1/nas").ToPage("backup").Press("r").ToField("unique").Press(" ").ToField("start").Press(" ", "Enter");
        Assert.IsType<ManagerModal.Task>(lab.Wait().Model.Manager.Modal);
        lab.Press("Esc");
        IsProved(lab);
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(200, 60)]
    public void A_job_is_made_run_and_its_archive_restored_by_mouse(int width, int height)
    {
        using var lab = ManagerLab.Open(width, height);
        if (!lab.Model.Zoomed) lab.Press("F8");
        lab.Click(" Backup ").Click("Add").Click("▾", 3).Click("nas  ");
        lab.Click("Schedule: ").Enter("02:30").Click("[ ] 100").Click(" Create ");
        Assert.Null(lab.Model.Manager.Modal);
        lab.Click("✔").Click("Run now").Click("  Yes  ");
        lab.Wait();
        lab.Click("VM/CT 100 - Backup").Click("VM/CT 100 - Backup");
        Assert.Contains("TASK OK", lab.Screen, StringComparison.Ordinal);
        lab.Click(" x ");
        lab.Click("nas (pve1)").Click(" Backups").Click("vzdump-qemu-100").Click("r Restore").Click("[ ] Unique").Click("[ ] Start after");
        lab.Click("[ Restore ]").Wait().Click(" x ");
        IsProved(lab);
    }

    [Fact]
    public void What_the_shell_does_shows_in_the_views_at_once_and_the_other_way_round()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.Press("Alt+1").Type("qm set 100 --name renamed").Press("Alt+2");
        Assert.Contains("100 (renamed)", lab.Screen, StringComparison.Ordinal);
        lab.ToPlace("qemu/100").Press("t", "y").Wait();
        Assert.Contains("■ 100", lab.Screen, StringComparison.Ordinal);
        Assert.Contains("stopped", lab.Press("Alt+1").Type("qm status 100").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_of_the_shell_is_followed_in_the_viewer_while_it_runs()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.Press("Alt+1");
        foreach (var c in "vzdump 100 --storage nas") lab.Press(c.ToString());
        lab.Press("Enter", "Alt+2").Runtime.Tick(TimeSpan.FromMilliseconds(300));
        while (lab.Model.Manager.Focus != ManagerPart.Log) lab.Press("Tab");
        Assert.Contains("▶ running", lab.Screen, StringComparison.Ordinal);
        var early = Assert.IsType<ManagerModal.Task>(lab.Press("Enter").Model.Manager.Modal).Lines.Count;
        for (var i = 0; i < 8; i++) lab.Runtime.Tick(TimeSpan.FromMilliseconds(300));
        var late = Assert.IsType<ManagerModal.Task>(lab.Model.Manager.Modal);
        Assert.True(late.Lines.Count > early);
        Assert.Equal(("stopped", "TASK OK"), (late.Status, late.Lines[^1]));
    }

    [Fact]
    public void Time_goes_on_while_a_task_runs_and_stands_still_while_paused()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPlace("qemu/100").Press("h", "y", "F5");
        var start = lab.Runtime.Attempt.World.Clock.Now;
        lab.Runtime.Tick(TimeSpan.FromSeconds(1));
        Assert.Equal(start, lab.Runtime.Attempt.World.Clock.Now);
        lab.Press("F5").Wait();
        Assert.Contains("■ 100", lab.Screen, StringComparison.Ordinal);
        var rest = lab.Runtime.Attempt.World.Clock.Now;
        lab.Runtime.Tick(TimeSpan.FromSeconds(1));
        Assert.Equal(rest, lab.Runtime.Attempt.World.Clock.Now);
    }

    [Fact]
    public void A_refusal_of_the_API_is_told_in_its_words()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPlace("qemu/100").Press("Alt+1").Type("qm set 100 --protection 1").Press("Alt+2");
        lab.Press("t", "y").Wait().Press("d");
        Assert.IsType<ManagerModal.Form>(lab.Model.Manager.Modal);
    }

    [Fact]
    public void The_console_opens_in_the_shell_and_its_program_keeps_time_for_tasks()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPlace("qemu/100").Press("o").Runtime.RunToRest();
        Assert.Equal(RightTab.Shell, lab.Model.RightTab);
        Assert.Equal("qm terminal 100", lab.Runtime.Attempt.Shell.History.Lines[^1]);
    }

    private static void IsProved(TestLab lab)
    {
        var met = lab.Model.Attempt.Criteria.Where(c => c.Standing == Standing.Met).Select(c => c.Id).Order(StringComparer.Ordinal).ToArray();
        Assert.Empty(DoneInTheViews.Except(met));
        using var again = Replay.Of(lab.Runtime.Attempt.Folder, 0, lab.Runtime.Attempt.Dialect, lab.Runtime.Attempt.Entries, "journal");
        Assert.Equal(lab.Runtime.Attempt.Grade().Points, again.Grade().Points);
        Assert.Equal(string.Join('\n', lab.Runtime.Attempt.World.Facts.All), string.Join('\n', again.World.Facts.All));
    }
}
