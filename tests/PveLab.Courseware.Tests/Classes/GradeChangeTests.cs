using PveLab.Courseware.Classes;
using PveLab.Courseware.Classes.Formats;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Classes;

public sealed class GradeChangeTests
{
    private const string Criteria = "criteria:\n  - { id: kept, kind: retention-at-most, guest: 100, keep: KEEP, points: 40, text: { ja: 世代, en: Generations } }\n"
        + "  - { id: backup, kind: backup-succeeded, guest: 100, points: 60, text: { ja: い, en: B } }\n";

    private static readonly string[] Lines = ["pvesm set nas --prune-backups keep-last=5", "vzdump 100 --storage nas"];

    [Fact]
    public void A_grading_of_the_same_files_changes_nothing()
    {
        var result = ClassLab.Sample();
        Assert.Empty(GradeChange.Between(EarlierGrades.Parse("e", ClassJson.Write(result, "en")), result, "en"));
        // The language evidence was told in is no change either.
        Assert.Empty(GradeChange.Between(EarlierGrades.Parse("e", ClassJson.Write(result, "ja")), result, "en"));
    }

    [Fact]
    public void A_corrected_criterion_is_told_with_its_evidence_before_and_now()
    {
        using var library = new Library();
        var folder = library.Put(Library.Head + Criteria.Replace("KEEP", "3", StringComparison.Ordinal));
        var (text, other) = (ClassLab.Journal(Lines, folder), ClassLab.Journal(["qm list"], folder));
        var earlier = ClassJson.Write(ClassLab.Class(Grade(folder, "a", text), Grade(folder, "b", other)), "en");
        var corrected = library.Put(Library.Head + Criteria.Replace("KEEP", "5", StringComparison.Ordinal));
        var now = ClassLab.Class(Grade(corrected, "a", text), Grade(corrected, "b", other));
        var change = Assert.Single(GradeChange.Between(EarlierGrades.Parse("e", earlier), now, "en"));
        Assert.Equal(("a", 60, 100), (change.Student, change.Before!.Points, change.Now!.Points));
        var criterion = Assert.Single(change.Criteria);
        Assert.Equal(("kept", false, true), (criterion.Id, criterion.Before!.Met, criterion.Now!.Met));
        Assert.NotEqual(criterion.Before.Evidence, criterion.Now.Evidence);
        Assert.StartsWith("the scenario's content changed", Assert.Single(change.Reasons).En, StringComparison.Ordinal);
    }

    [Fact]
    public void New_missing_and_other_files_are_told()
    {
        GradedAttempt Row(string student, params string[] lines) => ClassLab.Grade(student, ClassLab.Journal(lines));
        var earlier = EarlierGrades.Parse("e", ClassJson.Write(ClassLab.Class(Row("a", "qm list"), Row("b", "qm list")), "en"));
        var changes = GradeChange.Between(earlier, ClassLab.Class(Row("b", ClassLab.Golden()), Row("c", "pvesm status")), "en");
        Assert.Equal(
            ["a: the file is gone", "b: the file holds something else", "c: the file is new"],
            changes.Select(c => $"{c.Student}: {c.Reasons[0].En}").ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"pvelabClass\":1}")]
    [InlineData("{\"pvelabClass\":7,\"attempts\":[]}")]
    [InlineData("{\"pvelabClass\":1,\"program\":\"1\",\"attempts\":[{}]}")]
    public void What_is_no_grading_is_refused(string text) =>
        Assert.Contains("this is no grading that --format json wrote", Assert.Throws<ContentException>(() => EarlierGrades.Parse("e", text)).Message, StringComparison.Ordinal);

    private static GradedAttempt Grade(ScenarioFolder folder, string student, string text) =>
        new AttemptGrader(_ => folder, new GradingLimits(), contentHere: true).Grade(Submission.Of($"{student}/x.jsonl", true, text), () => Stop.None);
}
