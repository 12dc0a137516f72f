using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Authoring.Templates;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;
using PveLab.Tui.Previews;
using PveLab.Tui.Tests.Home;

namespace PveLab.Tui.Tests.Previews;

/// <summary>A scenario and a lesson while somebody writes them: saved files are read again, mistakes stand on the screen with their place.</summary>
public sealed class PreviewTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-preview-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_saved_scenario_is_read_again_with_everything_done_so_far()
    {
        using var preview = new Preview(Scenario(), null);
        using var lab = Open(preview);
        Type(lab, "touch /root/mine");
        Save(text => text.Replace("'Practice'", "'Rehearsal'", StringComparison.Ordinal));
        AwaitReading(lab);
        Assert.Equal("Rehearsal", lab.Attempt.Scenario.Title.En);
        Assert.True(lab.Attempt.World.Nodes["pve1"].Files.Exists("/root/mine"));
        Assert.Equal("What was saved was read again", lab.Model.Notice);
        Assert.Empty(Complaints(lab));
    }

    [Fact]
    public void A_mistake_stands_on_the_screen_with_file_line_and_column_until_it_is_mended()
    {
        using var preview = new Preview(Scenario(), null);
        using var lab = Open(preview);
        Type(lab, "touch /root/mine");
        Save(text => text.Replace("kind: backup-succeeded", "kind: backup-suceeded", StringComparison.Ordinal));
        AwaitReading(lab);
        var complaint = Assert.Single(Complaints(lab));
        Assert.EndsWith($"scenario.yaml:{LineOf("backup-suceeded")}:{ColumnOf("backup-suceeded")}", complaint.Place, StringComparison.Ordinal);
        Assert.Contains("did you mean 'backup-succeeded'", complaint.Problem, StringComparison.Ordinal);
        Assert.Contains("Preview: 1 problem", Screen(lab), StringComparison.Ordinal);
        Assert.True(lab.Attempt.World.Nodes["pve1"].Files.Exists("/root/mine"));
        Save(text => text.Replace("kind: backup-suceeded", "kind: backup-succeeded", StringComparison.Ordinal));
        AwaitReading(lab);
        Assert.Empty(Complaints(lab));
        Assert.DoesNotContain("Preview:", Screen(lab), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_done_and_does_not_fit_the_new_content_is_begun_anew()
    {
        using var preview = new Preview(Scenario(), null);
        using var lab = Open(preview);
        lab.Attempt.Submit(new Input.HintBought(0));
        Save(text => text[..text.IndexOf("\nhints:", StringComparison.Ordinal)] + "\n");
        AwaitReading(lab);
        Assert.Empty(lab.Attempt.Entries);
        Assert.Equal("What was done does not fit the new content: begun anew", lab.Model.Notice);
    }

    [Fact]
    public void A_saved_lesson_is_read_again()
    {
        var file = Path.Combine(folder, "lesson.md");
        File.WriteAllText(file, "# First words\n\nText.\n");
        using var preview = new Preview(null, file);
        using var lab = Open(preview);
        Assert.Contains("First words", Screen(lab), StringComparison.Ordinal);
        File.WriteAllText(file, "# Second words\n\nText.\n\n```console\n# qm lst\n```\n");
        AwaitReading(lab);
        Assert.Contains("Second words", Screen(lab), StringComparison.Ordinal);
        Assert.Contains(Complaints(lab), c => c.Place.EndsWith("lesson.md:6:3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_saved_file_wakes_a_trainer_that_sleeps_until_something_happens_and_lets_it_sleep_again()
    {
        var file = Path.Combine(folder, "lesson.md");
        File.WriteAllText(file, "# First words\n\nText.\n");
        using var preview = new Preview(null, file);
        using var woken = new ManualResetEventSlim();
        using var trainer = new TestTrainer("single-node", open: (_, settings) => preview.Open(settings.Language));
        Assert.Equal(Timeout.InfiniteTimeSpan, trainer.Trainer.Due);
        preview.Saved += woken.Set;
        File.WriteAllText(file, "# Second words\n\nText.\n");
        Assert.True(woken.Wait(TimeSpan.FromMinutes(1)), "nobody tells of the file");
        bool IsDone() => !Beats(trainer.Trainer) && trainer.Screen.Contains("Second words", StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(IsDone, TimeSpan.FromMinutes(1)), "it is not read, or never rests");
    }

    /// <summary>As the loop does: no beat that is not due.</summary>
    private static bool Beats(Trainer trainer)
    {
        var due = trainer.Due;
        if (due != Timeout.InfiniteTimeSpan) trainer.Beat(due);
        return due != Timeout.InfiniteTimeSpan;
    }

    [Theory]
    [InlineData("---\nscenarios: [ch08-restore-test\n---\n\n# Words\n")]
    [InlineData("")]
    public void While_a_lesson_cannot_be_read_its_scenario_and_what_was_done_stay(string broken)
    {
        var file = Path.Combine(folder, "lesson.md");
        File.WriteAllText(file, "---\nscenarios: [ch08-restore-test]\n---\n\n# Words\n");
        using var preview = new Preview(null, file);
        using var lab = Open(preview);
        lab.Attempt.Submit(new Input.HintBought(0));
        File.WriteAllText(file, broken);
        AwaitReading(lab);
        Assert.Equal("ch08-restore-test", lab.Attempt.Folder.Id);
        Assert.Single(lab.Attempt.Entries);
        Assert.NotEmpty(Complaints(lab));
    }

    [Fact]
    public void Leaving_a_preview_is_not_said_to_keep_anything()
    {
        using var preview = new Preview(Scenario(), null);
        using var lab = Open(preview);
        lab.Send(new LabMessage.KeyPressed("Ctrl+Q"));
        Assert.Contains("What you did in a preview is not kept.", Screen(lab), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_refused_before_anything_is_opened() =>
        Assert.Equal(Path.Combine(folder, "no.md") + ": there is no such file", Assert.Throws<ContentException>(() => new Preview(null, Path.Combine(folder, "no.md"))).Message);

    private string ScenarioFile => Path.Combine(folder, "my-exercise", "scenario.yaml");

    private string Scenario()
    {
        var scenario = new NewScenario
        {
            Id = "my-exercise",
            Titles = new Dictionary<string, string> { ["ja"] = "練習", ["en"] = "Practice" }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            World = "single-node",
            Guest = 100,
            Fault = Exercises.WithoutFault,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(ScenarioFile)!);
        foreach (var (name, text) in scenario.Files(ScenarioLibrary.Shipped)) File.WriteAllText(Path.Combine(folder, "my-exercise", name), text);
        return Path.Combine(folder, "my-exercise");
    }

    private void Save(Func<string, string> change) => File.WriteAllText(ScenarioFile, change(File.ReadAllText(ScenarioFile)));

    private int LineOf(string text) => 1 + Array.FindIndex(File.ReadAllLines(ScenarioFile), l => l.Contains(text, StringComparison.Ordinal));

    private int ColumnOf(string text) => 1 + File.ReadAllLines(ScenarioFile)[LineOf(text) - 1].IndexOf(text, StringComparison.Ordinal);

    private static LabRuntime Open(Preview preview)
    {
        var lab = preview.Open(Language.En);
        lab.Send(new LabMessage.Resized(120, 40));
        return lab;
    }

    /// <summary>The system tells of a saved file when it likes to: until then there is nothing to read.</summary>
    private static void AwaitReading(LabRuntime lab)
    {
        var complaints = lab.Model.Complaints;
        while (ReferenceEquals(complaints, lab.Model.Complaints))
        {
            lab.Tick(TimeSpan.FromSeconds(1));
            Thread.Yield();
        }
    }

    private static IReadOnlyList<Complaint> Complaints(LabRuntime lab) => lab.Model.Complaints;

    private static string Screen(LabRuntime lab) => lab.Draw().Text;

    private static void Type(LabRuntime lab, string line)
    {
        foreach (var c in line) lab.Send(new LabMessage.KeyPressed(c.ToString(), c.ToString()));
        lab.Send(new LabMessage.KeyPressed("Enter"));
        lab.RunToRest();
    }
}
