using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests;

/// <summary>A lab on the shipped restore test, driven by keys and clicks as a learner drives it, without a terminal.</summary>
internal class TestLab : IDisposable
{
    public TestLab(int width = 80, int height = 24, Language language = Language.En, string scenario = "ch08-restore-test")
    {
        Runtime = new LabRuntime(new Attempt(ScenarioLibrary.Shipped.Find(scenario)), l => TuiApp.Lesson(null, scenario, l), language);
        Runtime.Send(new LabMessage.Resized(width, height));
    }

    public LabRuntime Runtime { get; }

    public LabModel Model => Rested.Model;

    public virtual string Screen => Rested.Draw().Text;

    /// <summary>The lab as it is between two keys.</summary>
    private LabRuntime Rested
    {
        get
        {
            Runtime.JudgeLook();
            return Runtime;
        }
    }

    public TestLab Press(params string[] keys)
    {
        foreach (var key in keys) Key(key);
        return this;
    }

    public TestLab Type(string line)
    {
        foreach (var c in line) Key(c.ToString());
        Press("Enter");
        Runtime.RunToRest();
        return this;
    }

    /// <summary>Opens the grade and waits until the golden transcripts were played for it.</summary>
    public TestLab OpenGrade() => Press("F3").Compared();

    /// <summary>Waits until the golden transcripts were played for the grade that is open.</summary>
    public TestLab Compared()
    {
        Assert.True(SpinWait.SpinUntil(() => Runtime.Tick(TimeSpan.Zero), TimeSpan.FromMinutes(2)), "the golden transcripts are never done");
        return this;
    }

    /// <summary>Presses and releases the left button on a cell.</summary>
    public virtual void Point(int column, int row) => Runtime.Send(new LabMessage.Clicked(column, row));

    /// <summary>Turns the wheel over a cell, one notch.</summary>
    public virtual void Wheel(int column, int row, bool down) => Runtime.Send(new LabMessage.Wheeled(column, row, down ? 3 : -3));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Presses a key by the name that messages have for it.</summary>
    protected virtual void Key(string key) => Runtime.Send(new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));

    protected virtual void Dispose(bool disposing) => Runtime.Dispose();
}
