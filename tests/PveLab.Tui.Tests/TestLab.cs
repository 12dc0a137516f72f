using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests;

/// <summary>A lab on the shipped restore test, driven by keys as a learner drives it, without a terminal.</summary>
internal sealed class TestLab : IDisposable
{
    public TestLab(int width = 80, int height = 24, Language language = Language.En, string scenario = "ch08-restore-test")
    {
        Runtime = new LabRuntime(new Attempt(ScenarioLibrary.Shipped.Find(scenario)), l => TuiApp.Lesson(null, scenario, l), language);
        Runtime.Send(new LabMessage.Resized(width, height));
    }

    public LabRuntime Runtime { get; }

    public LabModel Model => Runtime.Model;

    public string Screen => Runtime.Draw().Text;

    public TestLab Press(params string[] keys)
    {
        foreach (var key in keys) Runtime.Send(new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));
        return this;
    }

    public TestLab Type(string line)
    {
        foreach (var c in line) Runtime.Send(new LabMessage.KeyPressed(c.ToString(), c.ToString()));
        Press("Enter");
        Runtime.RunToRest();
        return this;
    }

    /// <summary>Opens the grade and waits until the golden transcripts were played for it.</summary>
    public TestLab OpenGrade()
    {
        Press("F3");
        SpinWait.SpinUntil(() => Runtime.Tick(TimeSpan.Zero));
        return this;
    }

    public void Dispose() => Runtime.Dispose();
}
