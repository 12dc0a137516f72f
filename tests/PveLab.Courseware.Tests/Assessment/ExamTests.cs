using System.Text.RegularExpressions;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Assessment;

public sealed class ExamTests
{
    [Fact]
    public void Every_kind_of_criterion_shows_a_skill() => Assert.All(CriterionCatalogue.Kinds.Keys, kind => Skills.OfKind(kind));

    [Fact]
    public void Every_shipped_scenario_is_meant_for_exams_and_has_three_hints_with_a_cost_that_grows()
    {
        foreach (var id in ScenarioLibrary.Shipped.ScenarioIds)
        {
            var scenario = ScenarioLibrary.Shipped.FindById(id).Variant(0).Scenario;
            Assert.True(scenario.Exam is not null && scenario.Hints.Count >= 3, id);
            Assert.True(scenario.Hints[0].Cost > 0 && scenario.Hints.Zip(scenario.Hints.Skip(1)).All(pair => pair.First.Cost <= pair.Second.Cost), id);
        }
    }

    [Fact]
    public void A_drawn_exam_asks_for_every_skill_within_its_minutes_and_can_be_solved()
    {
        var pool = Exams.Pool();
        for (var seed = 1UL; seed <= (ulong)Exams.Count; seed++)
        {
            var exam = ExamDraw.Draw(pool, seed);
            Assert.Equal(Skills.All, exam.Tasks.SelectMany(t => t.Candidate.Skills.Keys).Distinct().Order());
            Assert.InRange(exam.Tasks.Sum(t => t.Candidate.Minutes), 1, exam.Minutes);
            Assert.Equal(Enumerable.Range(1, exam.Tasks.Length), exam.Tasks.Select(t => t.Number));
            foreach (var task in exam.Tasks) Exams.Solve(exam, task).Dispose();
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_exam_and_other_seeds_draw_others()
    {
        static string Tasks(Exam exam) => string.Join(' ', exam.Tasks.Select(t => $"{t.Scenario}:{t.Seed}:{t.Twist}"));
        Assert.Equal(Tasks(Exams.Drawn), Tasks(ExamDraw.Draw(Exams.Pool(), 7)));
        Assert.NotEqual(Tasks(Exams.Drawn), Tasks(ExamDraw.Draw(Exams.Pool(), 8)));
    }

    [Fact]
    public void A_single_chapter_asks_only_for_what_it_teaches()
    {
        var exam = ExamDraw.Draw(Exams.Pool("ch08-replication"), 1, 60);
        Assert.All(exam.Tasks, t => Assert.StartsWith("ch08r-", t.Scenario, StringComparison.Ordinal));
        Assert.DoesNotContain(exam.Pool.Skills, s => s == Skill.Verify);
    }

    [Fact]
    public void More_minutes_bring_more_tasks() =>
        Assert.True(ExamDraw.Draw(Exams.Pool(), 7, 70).Tasks.Length > Exams.Drawn.Tasks.Length);

    [Theory]
    [InlineData("ch08", 10, "ch08: 10 minutes are too few for an exam that asks for prepare, back-up, verify, restore, prove, diagnose, replicate; give it more with --minutes")]
    [InlineData("ch08", 0, "ch08: an exam takes from 1 to 480 minutes")]
    [InlineData("ch8", 45, "ch8: no such chapter; did you mean 'ch08'?")]
    public void An_exam_that_cannot_be_is_refused_with_a_sentence(string chapter, int minutes, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ContentException>(() => ExamDraw.Draw(Exams.Pool(chapter), 1, minutes)).Message);

    [Fact]
    public void An_exam_is_strictly_real_and_sells_no_hints()
    {
        var exam = Exams.Drawn;
        using var attempt = exam.Begin(exam.Tasks[0]);
        Assert.Equal(Dialect.Pve, attempt.Dialect);
        Assert.Throws<InputRefusedException>(() => attempt.Submit(new Input.HintBought(0)));
    }

    [Fact]
    public void A_twist_adds_its_faults_and_a_mistake_in_it_is_told_with_its_place()
    {
        using var library = new Library();
        var yaml = Library.Head + """
            criteria:
              - { id: c, kind: no-split-brain, points: 1, text: { ja: c, en: c } }
            exam:
              minutes: 5
              twists:
                - id: nas
                  faults:
                    - kind: storage-disabled
                      storage: nas
            """;
        using (var twisted = new Attempt(library.Put(yaml), 0, null, new ExamSeat("x", 1, 1, 1) { Twist = "nas" })) Assert.Single(twisted.World.Faults.All);
        using (var plain = new Attempt(library.Put(yaml))) Assert.Empty(plain.World.Faults.All);
        var broken = library.Put(yaml.Replace("storage: nas", "storage: nsa", StringComparison.Ordinal));
        var complaint = Assert.Throws<ContentException>(() => new Attempt(broken, 0, null, new ExamSeat("x", 1, 1, 1) { Twist = "nas" })).Message;
        Assert.Equal("scenarios/test/scenario.yaml:13:20: no storage is called 'nsa'; did you mean 'nas'?", complaint);
        complaint = Assert.Throws<ContentException>(() => new Attempt(library.Put(yaml), 0, null, new ExamSeat("x", 1, 1, 1) { Twist = "nass" })).Message;
        Assert.Equal("test: no twist is called 'nass'; did you mean 'nas'?", complaint);
    }

    [Fact]
    public void A_solved_exam_says_ready_and_its_journals_tell_the_same_again()
    {
        var exam = Exams.Drawn;
        var attempts = exam.Tasks.ToDictionary(t => t.Number, t => Exams.Solve(exam, t));
        var result = ExamResult.Of(exam, attempts);
        Assert.True(result.Ready);
        Assert.All(result.Skills, s => Assert.True(s.Shown));
        using var record = ExamRecord.Of([.. attempts.Select(a => ($"task {a.Key}", Exams.JournalOf(a.Value)))], LessonLibrary.Shipped, ScenarioLibrary.Shipped);
        Assert.Equal(ExamReport.Json(result, "en"), ExamReport.Json(record.Result, "en"));
        foreach (var attempt in attempts.Values) attempt.Dispose();
    }

    [Fact]
    public void A_failed_exam_tells_what_to_read_and_practise_again()
    {
        var exam = Exams.Fixed;
        using var first = Exams.Solve(exam, exam.Tasks[0]);
        var result = ExamResult.Of(exam, new SortedDictionary<int, Attempt> { [1] = first });
        Assert.False(result.Ready);
        foreach (var language in (string[])["en", "ja"]) Golden.Verify(ExamReport.Text(result, language), $"failed.{language}");
        var content = new Regex("(?<=\"content\": \")[0-9a-f]+");
        Golden.Verify(content.Replace(ExamReport.Json(result, "en"), "…"), "failed.json");
    }

    [Fact]
    public void Journals_of_other_exams_and_of_practice_are_refused()
    {
        var exam = Exams.Drawn;
        using var one = exam.Begin(exam.Tasks[0]);
        using var other = exam.Tasks[1].Candidate.Folder is { } folder ? new Attempt(folder, exam.Tasks[1].Seed, Dialect.Pve, new ExamSeat("ch08", 8, 45, 2)) : null!;
        using var practice = new Attempt(ScenarioLibrary.Shipped.FindById("ch08-storage-full"));
        Assert.Equal("b:1:1: this journal belongs to another exam", Complaint(one, other));
        Assert.Equal("b:1:1: this is no journal of an exam", Complaint(one, practice));
        Assert.Equal("b:1:1: task 1 is there twice", Complaint(one, one));
    }

    private static string Complaint(Attempt first, Attempt second) => Assert.Throws<ContentException>(() =>
        ExamRecord.Of([("a", Exams.JournalOf(first)), ("b", Exams.JournalOf(second))], LessonLibrary.Shipped, ScenarioLibrary.Shipped)).Message;
}
