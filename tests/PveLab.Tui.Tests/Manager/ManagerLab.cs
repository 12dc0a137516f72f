using PveLab.Shell.Editing;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Manager;

/// <summary>What a learner does in the manager: looks for a word on the screen and clicks it, presses keys, waits for tasks.</summary>
internal static class ManagerLab
{
    /// <summary>The manager in sight, zoomed where both would be narrow.</summary>
    public static TestLab Open(int width, int height, Language language = Language.En, string scenario = "ch08-restore-test") =>
        new TestLab(width, height, language, scenario).InManager();

    /// <summary>The lab with the manager in sight, zoomed where both would be narrow.</summary>
    public static TestLab InManager(this TestLab lab)
    {
        lab.Press("Alt+2");
        return lab.Model.Width < 100 ? lab.Press("F8") : lab;
    }

    /// <summary>Lets virtual time go on until no task runs.</summary>
    public static TestLab Wait(this TestLab lab)
    {
        for (var i = 0; i < 400 && lab.Runtime.Attempt.World.Nodes.Values.Any(n => n.Tasks.All.Any(t => t.IsRunning)); i++) lab.Runtime.Tick(TimeSpan.FromMilliseconds(250));
        lab.Runtime.Tick(TimeSpan.FromMilliseconds(250));
        return lab;
    }

    /// <summary>Clicks the first place where the screen shows a text.</summary>
    public static TestLab Click(this TestLab lab, Words text, int occurrence = 0)
    {
        var (column, row) = Find(lab, text.In(lab.Model.Language), occurrence);
        lab.Point(column, row);
        return lab;
    }

    /// <summary>Where the screen shows a text.</summary>
    public static (int Column, int Row) Find(TestLab lab, string text, int occurrence = 0)
    {
        foreach (var (row, line) in lab.Screen.Split('\n').Index())
        {
            for (var at = line.IndexOf(text, StringComparison.Ordinal); at >= 0; at = line.IndexOf(text, at + 1, StringComparison.Ordinal))
                if (occurrence-- == 0) return (DisplayWidth.Of(line[..at]), row);
        }
        throw new InvalidOperationException($"'{text}' is nowhere on the screen:\n{lab.Screen}");
    }

    /// <summary>Presses Tab until the field of that name has the keys.</summary>
    public static TestLab ToField(this TestLab lab, string name)
    {
        for (var i = 0; i < 60 && Form(lab).Model.Focus != name; i++) lab.Press("Tab");
        Assert.Equal(name, Form(lab).Model.Focus);
        return lab;
    }

    /// <summary>Types into what has the keys.</summary>
    public static TestLab Enter(this TestLab lab, string text)
    {
        foreach (var c in text) lab.Press(c.ToString());
        return lab;
    }

    /// <summary>Goes to a page of the place by the tabs.</summary>
    public static TestLab ToPage(this TestLab lab, string id)
    {
        for (var i = 0; i < 12; i++) lab.Press("Ctrl+PageUp");
        for (var i = 0; i < 12 && lab.Model.Manager.Page.Id != id; i++) lab.Press("Ctrl+PageDown");
        Assert.Equal(id, lab.Model.Manager.Page.Id);
        return lab;
    }

    /// <summary>Goes to a place by the arrow keys.</summary>
    public static TestLab ToPlace(this TestLab lab, string id)
    {
        for (var i = 0; i < 5 && lab.Model.Manager.Focus != ManagerPart.Tree; i++) lab.Press("Esc");
        lab.Press("Home");
        for (var i = 0; i < 300 && lab.Model.Manager.Place.Id != id; i++) lab.Press("CursorDown");
        Assert.Equal(id, lab.Model.Manager.Place.Id);
        return lab;
    }

    private static ManagerModal.Form Form(TestLab lab) => Assert.IsType<ManagerModal.Form>(lab.Model.Manager.Modal);
}
