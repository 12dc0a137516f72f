using PveLab.Testing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Manager;

/// <summary>The list along the bottom: the tasks, or the cluster log.</summary>
public sealed class BottomListTests
{
    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(160, 48, Language.En)]
    public void The_cluster_log_is_as_reviewed(int width, int height, Language language)
    {
        using var lab = ManagerLab.Open(width, height, language);
        lab.Press("Alt+1").Type("vzdump 100 --storage nas").Type("qm start 100").Type("vzdump 999").Press("Alt+2");
        while (lab.Model.Manager.Focus != ManagerPart.Log) lab.Press("Tab");
        Golden.Verify(lab.Press("Ctrl+PageDown", "+", "+", "+").Screen, $"cluster-log-{width}x{height}-{language.Code()}");
    }

    [Fact]
    public void Its_tabs_are_clicked_and_each_keeps_its_place()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.Press("Alt+1").Type("vzdump 100 --storage nas").Type("vzdump 100 --storage nas").Press("Alt+2");
        lab.Click("Cluster log");
        Assert.True(lab.Model.Manager.ShowsClusterLog);
        Assert.Equal(ManagerPart.Log, lab.Model.Manager.Focus);
        lab.Press("CursorDown", "CursorDown", "Enter");
        Assert.Null(lab.Model.Manager.Modal);
        Assert.Equal(2, lab.Model.Manager.Log.Index);
        lab.Click("Tasks");
        Assert.Equal(0, lab.Model.Manager.Log.Index);
        lab.Click("Cluster log");
        Assert.Equal(2, lab.Model.Manager.Log.Index);
    }

    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(120, 40, Language.Ja)]
    public void The_disks_of_a_node_are_as_reviewed(int width, int height, Language language)
    {
        using var lab = ManagerLab.Open(width, height, language, "ch08r-ha-failover");
        Golden.Verify(lab.ToPlace("node/pve1").ToPage("disks").Press("Tab", "Tab").Screen, $"disks-{width}x{height}-{language.Code()}");
    }
}
