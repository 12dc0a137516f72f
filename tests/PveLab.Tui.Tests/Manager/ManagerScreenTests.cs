using CsCheck;
using PveLab.Shell.Editing;
using PveLab.Testing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Manager;

public sealed class ManagerScreenTests
{
    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(120, 40, Language.En)]
    [InlineData(120, 40, Language.Ja)]
    [InlineData(200, 60, Language.En)]
    [InlineData(200, 60, Language.Ja)]
    public void The_pages_are_as_reviewed(int width, int height, Language language)
    {
        using var lab = ManagerLab.Open(width, height, language);
        void Verify(string page) => Golden.Verify(lab.Screen, $"{page}-{width}x{height}-{language.Code()}");
        Verify("datacenter");
        lab.Press("Alt+1")
            .Type("pvesh create /cluster/backup --id nightly --schedule 02:30 --storage nas --vmid 100 --prune-backups keep-last=3 --comment 毎晩")
            .Type("vzdump 100 --storage nas").Type("vzdump 100 --storage local-lvm").Press("Alt+2");
        lab.ToPage("backup").Press("Tab", "Tab");
        Verify("jobs");
        lab.ToPlace("qemu/100");
        Verify("guest");
        lab.ToPage("hardware");
        Verify("hardware");
        lab.ToPlace("storage/pve1/nas").ToPage("backup").Press("Tab", "Tab");
        Verify("backups");
        while (lab.Model.Manager.Focus != ManagerPart.Log) lab.Press("Tab");
        lab.Press("Enter");
        Verify("viewer");
        lab.Press("Tab");
        Verify("status");
    }

    [Fact]
    public void A_page_that_has_room_for_all_it_says_is_not_moved_aside()
    {
        using var lab = ManagerLab.Open(200, 60);
        var before = lab.ToPlace("storage/pve1/nas").ToPage("summary").Press("Tab", "Tab").Screen;
        Assert.Equal(ManagerPart.Table, lab.Model.Manager.Focus);
        Assert.Equal(before, lab.Press("CursorRight").Screen);
    }

    [Fact]
    public void Beside_the_lesson_at_80_columns_tree_and_content_take_turns()
    {
        using var lab = new TestLab();
        lab.Press("Alt+2");
        Golden.Verify(lab.Screen + "\n" + lab.Press("CursorDown", "CursorDown", "Enter").Screen, "beside-80x24-en");
    }

    [Fact]
    public void A_table_is_ordered_by_the_heading_that_is_clicked_and_turned_round_by_the_next_click()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPage("storage").Press("F8").Click("Type");
        Assert.Equal(["local", "local-lvm", "nas"], lab.Model.Manager.Rows.Items.Select(r => Cells.Text(r, "storage")));
        lab.Click("Type");
        Assert.Equal(["nas", "local-lvm", "local"], lab.Model.Manager.Rows.Items.Select(r => Cells.Text(r, "storage")));
    }

    [Fact]
    public void Language_switches_in_every_view_while_running()
    {
        using var lab = ManagerLab.Open(120, 40);
        Assert.Contains("サーバ表示", lab.Press("F4").Screen, StringComparison.Ordinal);
        Assert.Contains("データセンター", lab.Screen, StringComparison.Ordinal);
        Assert.Contains("仮想マシン", lab.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_exactly_as_wide_as_the_terminal_whatever_is_done() =>
        Gen.Select(Gen.Int[60, 220], Gen.Int[16, 70],
            Gen.OneOf("Tab", "Shift+Tab", "CursorUp", "CursorDown", "CursorLeft", "CursorRight", "Enter", "Esc", "Ctrl+PageDown", "a", "e", "d", "r", "x", "v", "s",
                "+", "1", "End", "Home", "F8", "F6", "F4").Array[0, 30], Gen.Bool)
            .Holds((width, height, keys, replicated) =>
            {
                using var lab = new TestLab(width, height, Language.En, replicated ? "ch08r-ha-failover" : "ch08-restore-test");
                var frame = lab.Press("Alt+2").Press(keys).Runtime.Draw();
                Assert.Equal(height, frame.Rows.Count);
                Assert.All(frame.Rows, row => Assert.Equal(width, DisplayWidth.Of(row.Text)));
            }, cases: 30);

    [Fact]
    public void Looking_at_pages_without_backups_leaves_no_input()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPage("ha").ToPlace("node/pve1").ToPage("tasks").ToPlace("qemu/100").ToPage("options").Press("F1", "Esc", "Esc");
        Assert.Empty(lab.Runtime.Attempt.Entries);
    }
}
