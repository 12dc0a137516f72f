using PveLab.Testing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Manager;

/// <summary>Who answers the manager: pveproxy of the node it talks to, and that of the node a page is about.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public void Without_pveproxy_nobody_answers_and_the_tree_stays_as_it_was_until_it_runs_again()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.Press("F8").ToPlace("qemu/100");
        Shell(lab, "systemctl stop pveproxy");
        Golden.Verify(lab.Screen, "no-connection-120x40-en");
        foreach (var page in lab.Model.Manager.Pages.Where(p => p.Reads(lab.Model.Manager.Context).Count > 0).Select(p => p.Id).ToList())
            Assert.Contains("Connection error", lab.ToPage(page).Screen, StringComparison.Ordinal);
        Assert.Equal("qemu/100", lab.Model.Manager.Place.Id);
        Shell(lab, "systemctl start pveproxy");
        Assert.DoesNotContain("Connection error", lab.ToPage("summary").Screen, StringComparison.Ordinal);
        Assert.Equal("qemu/100", lab.Model.Manager.Place.Id);
    }

    [Fact]
    public void Without_pveproxy_buttons_and_dialogs_are_refused_in_the_words_of_the_web_interface()
    {
        using var lab = ManagerLab.Open(120, 40, Language.Ja);
        lab.ToPlace("qemu/100");
        Shell(lab, "systemctl stop pveproxy");
        lab.ToPage("backup").Press("b");
        Assert.IsType<ManagerModal.Refusal>(lab.Model.Manager.Modal);
        Assert.Contains("接続エラー", lab.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_whose_pveproxy_is_down_refuses_and_one_that_is_off_has_no_route_while_the_others_answer()
    {
        using var lab = ManagerLab.Open(120, 40, Language.En, "ch08r-ha-failover");
        Shell(lab, "ssh pve1 systemctl stop pveproxy");
        Assert.Contains("Connection refused (595)", lab.ToPlace("node/pve1").ToPage("network").Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("(595)", lab.ToPlace("node/pve3").Screen, StringComparison.Ordinal);
        Shell(lab, "ssh pve1 systemctl start pveproxy");
        Assert.DoesNotContain("(595)", lab.ToPlace("node/pve1").Screen, StringComparison.Ordinal);
        lab.Runtime.Attempt.World.Node("pve3").Host.PowerOff();
        Shell(lab, "true");
        Assert.Contains("No route to host (595)", lab.ToPlace("node/pve3").Screen, StringComparison.Ordinal);
        Assert.Contains("vmbr0", lab.ToPlace("node/pve1").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pvedaemon_what_only_reads_is_answered_and_what_changes_something_is_refused()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPlace("qemu/100");
        Shell(lab, "systemctl stop pvedaemon");
        Assert.DoesNotContain("(595)", lab.ToPage("hardware").Screen, StringComparison.Ordinal);
        lab.ToPage("summary").Press("x").Press("r", "Enter");
        Assert.Contains("Connection refused", lab.Screen, StringComparison.Ordinal);
    }

    private static void Shell(TestLab lab, string line) => lab.Press("Alt+1").Type(line).Press("Alt+2");
}
