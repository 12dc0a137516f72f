using System.Globalization;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Reports;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Assessment;

/// <summary>The result of an exam as a screen shows it: the verdict, a bar for each skill, what to read and practise again, then each task.</summary>
public static class ExamSheet
{
    /// <summary>Its lines.</summary>
    public static IReadOnlyList<SheetLine> Of(ExamResult result, string language)
    {
        var words = ExamWords.In(language);
        return
        [
            new(result.Ready ? SheetKind.Good : SheetKind.Bad, result.Ready ? words.Ready : words.NotReady),
            new(SheetKind.Text, $"{words.Points(result.Points, result.MaxPoints)}  {words.PassedTasks(result.Tasks.Count(t => t.Report.Grade.Passed), result.Tasks.Length)}"),
            .. ReportSheet.Part(words.Skills, Skills(result, words, language)),
            .. ReportSheet.Part(words.Tasks, result.Tasks.Select(t => Task(t, words, language))),
            .. ReportSheet.Part(words.Read, result.ReadAgain.Select(place => new SheetLine(SheetKind.Text, LessonLibrary.Shipped.Place(place, language) ?? place))),
            .. ReportSheet.Part(words.Practise, result.Practise.Select(id => new SheetLine(SheetKind.Text, result.TitleOf(id).In(language), id))),
            .. result.Tasks.Where(t => t.Opened).SelectMany(t => Whole(t, result.Tasks.Length, words, language)),
        ];
    }

    private static IEnumerable<SheetLine> Skills(ExamResult result, ExamWords words, string language)
    {
        var scores = result.Skills.Select(s => Score(s.Points, s.MaxPoints)).ToList();
        var widest = Math.Max(DisplayWidth.Of(words.Shown), DisplayWidth.Of(words.NotShown));
        foreach (var (skill, score) in result.Skills.Zip(scores))
        {
            var verdict = skill.Shown ? words.Shown : words.NotShown;
            yield return new SheetLine(skill.Shown ? SheetKind.Met : SheetKind.Open, skill.Skill.Name().In(language),
                $"{score.PadLeft(scores.Max(s => s.Length))}  {verdict}{new string(' ', widest - DisplayWidth.Of(verdict))}")
            { Percent = skill.MaxPoints == 0 ? 0 : skill.Points * 100 / skill.MaxPoints };
        }
    }

    private static SheetLine Task(ExamTaskResult task, ExamWords words, string language)
    {
        var (grade, passed) = (task.Report.Grade, task.Report.Grade.Passed);
        var verdict = !task.Opened ? words.NotOpened : passed ? words.Passed : words.NotPassed;
        return new SheetLine(passed ? SheetKind.Met : SheetKind.Open, string.Create(CultureInfo.InvariantCulture, $"{task.Task.Number}  {task.Report.Title.In(language)}"),
            $"{Score(grade.Points, grade.MaxPoints)}  {verdict}");
    }

    private static IEnumerable<SheetLine> Whole(ExamTaskResult task, int of, ExamWords words, string language) =>
    [
        SheetLine.Space, new SheetLine(SheetKind.Heading, $"── {words.Task(task.Task.Number, of)} · {task.Report.Title.In(language)} ──"),
        .. ReportSheet.Of(task.Report, language),
    ];

    private static string Score(int points, int max) => string.Create(CultureInfo.InvariantCulture, $"{points}/{max}");
}
