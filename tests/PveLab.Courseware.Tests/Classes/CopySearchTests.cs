using PveLab.Courseware.Classes;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Classes;

public sealed class CopySearchTests
{
    private static readonly string[] Own =
        ["mkdir -p /root/zebrafish-plan", "echo my notez, dont lose them > /root/zebrafish-plan/notez", "cat /root/zebrafish-plan/notez", "pvesm statsu", "ehco retention shud be threee"];

    [Fact]
    public void Attempts_that_follow_the_course_are_no_copies()
    {
        var golden = ClassLab.Golden();
        var result = ClassLab.Class(
            ClassLab.Grade("a", ClassLab.Journal(golden, began: ClassLab.Monday)),
            ClassLab.Grade("b", ClassLab.Journal(golden, began: ClassLab.Monday.AddMinutes(3))),
            ClassLab.Grade("c", ClassLab.Journal(golden.Select(l => l.Replace("101", "205", StringComparison.Ordinal)), began: ClassLab.Monday.AddMinutes(5))),
            ClassLab.Grade("d", ClassLab.Journal([.. golden, "qm list", "journalctl -u pvedaemon", "zpool status", "df -h", "cat /etc/pve/storage.cfg"], began: ClassLab.Monday.AddMinutes(8))),
            ClassLab.Grade("e", ClassLab.Journal([.. golden, "qm list", "journalctl -u pvedaemon", "df -h", "qm config 101", "echo done"], began: ClassLab.Monday.AddMinutes(9))));
        Assert.Empty(result.Copies);
    }

    [Fact]
    public void Own_words_in_the_same_order_give_a_copy_away()
    {
        var golden = ClassLab.Golden();
        var copy = Assert.Single(ClassLab.Class(
            ClassLab.Grade("a", ClassLab.Journal([.. golden.Take(4), .. Own, .. golden.Skip(4)], began: ClassLab.Monday.AddMinutes(9))),
            ClassLab.Grade("b", ClassLab.Journal([.. golden.Take(6), .. Own.Select(l => "  " + l.ToUpperInvariant().ToLowerInvariant()), .. golden.Skip(6)], began: ClassLab.Monday)),
            ClassLab.Grade("c", ClassLab.Journal(golden, began: ClassLab.Monday.AddMinutes(5)))).Copies);
        // The earlier one comes first.
        Assert.Equal(("b", "a"), (copy.First.Student, copy.Second.Student));
        Assert.Contains("5 lines with words that neither the course nor hardly anybody else uses", Assert.Single(copy.Reasons).En, StringComparison.Ordinal);
        Assert.Contains(copy.Lines, l => l.First.Text.Contains("zebrafish", StringComparison.Ordinal) && l.Own.Contains("zebrafish"));
        Assert.Equal(100, copy.Alike);
    }

    [Fact]
    public void Attempts_of_one_student_are_not_compared()
    {
        var text = ClassLab.Journal([.. ClassLab.Golden().Take(3), .. Own], began: ClassLab.Monday);
        Assert.Empty(ClassLab.Class(ClassLab.Grade("a", text, "a/1.jsonl"), ClassLab.Grade("a", text, "a/2.jsonl")).Copies);
    }

    [Fact]
    public void The_same_file_and_the_same_rhythm_are_copies()
    {
        var lines = ClassLab.Golden();
        var text = ClassLab.Journal(lines, began: ClassLab.Monday);
        var same = Assert.Single(ClassLab.Class(ClassLab.Grade("a", text), ClassLab.Grade("b", text)).Copies);
        Assert.Equal("it is the same file", Assert.Single(same.Reasons).En);
        // Everything typed again an hour later, with the very same pauses: nobody does that.
        var bodies = text.TrimEnd('\n').Split('\n').Select(Chained.Body).Select(b => b.Replace("T09:", "T10:", StringComparison.Ordinal));
        var shifted = Assert.Single(ClassLab.Class(ClassLab.Grade("a", text), ClassLab.Grade("b", Chained.Of(bodies))).Copies);
        Assert.Equal("the pauses between the first inputs are the same to the millisecond", Assert.Single(shifted.Reasons).En);
    }

    [Fact]
    public void A_copy_shows_through_another_variant()
    {
        using var library = new Library();
        var folder = library.Put(Library.Head + """
            variants:
              vm.name: { plain: vm-plain01, pattern: "vm-????##" }
              vm.new: { plain: "900", numbers: 200-899 }
            criteria:
              - { id: b, kind: backup-succeeded, guest: 100, points: 10, text: { ja: い, en: B } }

            """);
        string[] lines = ["qm clone 100 ${vm.new} --name ${vm.name}", "echo zebrafish ${vm.name} > /root/notez${vm.new}", "mkdir /root/aardvark-${vm.new}", "pvesm statsu", "ehco shud be threee ${vm.new}"];
        var first = Journal(folder, lines, 1);
        var copy = Assert.Single(ClassLab.Class(Grade(folder, "a", first), Grade(folder, "b", Journal(folder, lines, 2))).Copies);
        Assert.Equal(100, copy.Alike);
        // Typed off without thinking: the other's own values.
        var values = folder.Variant(1).Values;
        var blind = Journal(folder, [.. lines.Take(2).Select(l => l.Replace("${vm.new}", values["vm.new"], StringComparison.Ordinal).Replace("${vm.name}", values["vm.name"], StringComparison.Ordinal))], 2);
        Assert.Contains("b typed values that only a's variant has", Assert.Single(ClassLab.Class(Grade(folder, "a", first), Grade(folder, "b", blind)).Copies).Reasons[0].En, StringComparison.Ordinal);
    }

    private static string Journal(ScenarioFolder folder, string[] lines, ulong seed) => ClassLab.Journal(lines, folder, seed);

    private static GradedAttempt Grade(ScenarioFolder folder, string student, string text) =>
        new AttemptGrader(_ => folder, new GradingLimits()).Grade(Submission.Of($"{student}/x.jsonl", true, text), () => Stop.None);
}
