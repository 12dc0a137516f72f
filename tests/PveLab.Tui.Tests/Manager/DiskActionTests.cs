using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Manager;

/// <summary>Hardware → Disk Action.</summary>
public sealed class DiskActionTests
{
    [Fact]
    public void A_disk_is_moved_to_another_storage_from_the_hardware_page()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.Press("Alt+1").Type("pvesm set nas --content backup,images").Press("Alt+2");
        lab.ToPlace("qemu/100").ToPage("hardware").Press("Tab", "Tab");
        while (Cells.Text(lab.Model.Manager.Row!, "key") != "scsi0") lab.Press("CursorDown");
        lab.Press("k", "m").ToField("format").Press("CursorRight").ToField("delete").Press(" ", "Enter").Wait();
        Assert.Contains("TASK OK", lab.Screen, StringComparison.Ordinal);
        Assert.StartsWith("nas:100/vm-100-disk-0.qcow2", lab.Runtime.Attempt.World.GuestOf(100)!.Config["scsi0"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_disk_has_no_disk_action()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPlace("qemu/100").ToPage("hardware").Press("Tab", "Tab", "Home", "k");
        Assert.Null(lab.Model.Manager.Modal);
    }
}
