using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class SessionTests : IDisposable
{
    private const string Scenario = "single-node";

    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-").FullName;
    private readonly LabOpener labs;

    public SessionTests() => labs = new LabOpener(new AttemptStore(folder, TimeProvider.System), (scenario, language) => TuiApp.Lesson(null, scenario, language), null);

    [Fact]
    public void A_lab_that_was_left_goes_on_with_all_that_stood_on_its_screen()
    {
        string before;
        using (var lab = Open())
        {
            Type(lab, "hostname");
            Type(lab, "cat");
            Type(lab, "hello");
            before = Shell(lab);
        }
        using var again = Open();
        Assert.Equal(before, Shell(again));
        Assert.Contains("goes on where it was left", again.Model.Notice, StringComparison.Ordinal);
        Assert.NotNull(again.Attempt.Asking);
    }

    [Fact]
    public void Ctrl_Z_takes_the_last_change_back_and_says_which()
    {
        using var lab = Open();
        lab.Send(new LabMessage.KeyPressed("Ctrl+Z"));
        Assert.Equal("Nothing was changed yet that could be taken back", lab.Model.Notice);
        Type(lab, "touch /root/a");
        Type(lab, "hostname");
        lab.Send(new LabMessage.KeyPressed("Ctrl+Z"));
        Assert.Equal("Taken back: touch /root/a", lab.Model.Notice);
        Assert.Equal("", Shell(lab));
        Assert.False(lab.Attempt.World.Nodes["pve1"].Files.Exists("/root/a"));
    }

    [Fact]
    public void Begun_anew_the_old_attempt_is_over()
    {
        using (var lab = Open()) Type(lab, "touch /root/a");
        using var anew = labs.Open(new HomeEffect.Open(Scenario, Anew: true), new Settings { Language = Language.En });
        Assert.Empty(anew.Attempt.Entries);
        Assert.True(Journal.Parse("j", File.ReadAllText(Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).First())).IsFinished);
    }

    [Theory]
    [InlineData(Language.En, "Your attempt is open in another PveLab: this is a new one.")]
    [InlineData(Language.Ja, "前回の続きは別の PveLab で開いています。")]
    public void An_attempt_that_is_open_elsewhere_is_told_of_when_a_new_one_begins(Language language, string told)
    {
        using var first = Open();
        Type(first, "touch /root/a");
        using var second = labs.Open(new HomeEffect.Open(Scenario), new Settings { Language = language });
        Assert.Empty(second.Attempt.Entries);
        Assert.StartsWith(told, second.Model.Notice, StringComparison.Ordinal);
        using var anew = labs.Open(new HomeEffect.Open(Scenario, Anew: true), new Settings { Language = language });
        Assert.DoesNotContain(told, anew.Model.Notice ?? "", StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private LabRuntime Open()
    {
        var lab = labs.Open(new HomeEffect.Open(Scenario), new Settings { Language = Language.En });
        lab.Send(new LabMessage.Resized(100, 30));
        return lab;
    }

    private static void Type(LabRuntime lab, string line)
    {
        foreach (var c in line) lab.Send(new LabMessage.KeyPressed(c.ToString(), c.ToString()));
        lab.Send(new LabMessage.KeyPressed("Enter"));
        lab.RunToRest();
        lab.Draw();
    }

    private static string Shell(LabRuntime lab) =>
        string.Join('\n', lab.Model.Output.Look(200, 100, 0, []).Select(r => string.Concat(r.Runs.Select(run => run.Text)).TrimEnd())).Trim();
}
