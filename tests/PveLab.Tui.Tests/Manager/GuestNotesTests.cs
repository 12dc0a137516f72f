using PveLab.Tui.Forms;

namespace PveLab.Tui.Tests.Manager;

/// <summary>Guest → Summary → Edit Notes.</summary>
public sealed class GuestNotesTests
{
    [Fact]
    public void Notes_of_a_guest_are_written_and_emptied_from_its_summary()
    {
        using var lab = ManagerLab.Open(120, 40);
        lab.ToPlace("qemu/100").ToPage("summary").Press("Tab", "Tab", "n").ToField("description").Enter("Web server, ask Tanaka").ToField(FormPart.Submit).Press("Enter").Wait();
        Assert.Equal("Web server, ask Tanaka", lab.Runtime.Attempt.World.GuestOf(100)!.Config.Description);
        Assert.Contains("Web server, ask Tanaka", lab.Screen, StringComparison.Ordinal);
        lab.Press("n").ToField("description");
        for (var i = 0; i < 30; i++) lab.Press("Backspace");
        lab.ToField(FormPart.Submit).Press("Enter").Wait();
        Assert.Equal("", lab.Runtime.Attempt.World.GuestOf(100)!.Config.Description);
        Assert.Equal(2, lab.Runtime.Attempt.Entries.Count(e => e.Input is PveLab.Courseware.Attempts.Input.ApiCall));
    }
}
