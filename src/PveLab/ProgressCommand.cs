using System.CommandLine;
using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab progress</c>: how far the learner is, and the book of progress as a file.</summary>
public static class ProgressCommand
{
    /// <summary>How it is called.</summary>
    internal static Command Of(HostConsole host, Option<string?> language)
    {
        var command = new Command("progress");
        var export = CommandValues.File("--export", "FILE.json");
        var import = CommandValues.File("--import", "FILE.json");
        var rebuild = CommandValues.Flag("--rebuild");
        foreach (var option in (Option[])[export, import, rebuild]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            using var book = ProgressBook.OfUser(sentence => Tell(host, sentence));
            CatchUp(host, book, parsed.GetValue(rebuild));
            if (parsed.GetValue(import) is { } from) ProgressExport.Read(from, ScenarioLibrary.ReadText(from, from, AttemptFile.MaxBytes).Text).AddTo(book);
            if (parsed.GetValue(export) is { } to) OutputFiles.Write(host, to, ProgressExport.Write(book));
            else Show(host, book, parsed.GetValue(language) ?? HostLanguage.OfUser);
            return ExitCode.Passed;
        });
        return command;
    }

    private static void CatchUp(HostConsole host, ProgressBook book, bool rebuild)
    {
        Func<string, ScenarioFolder> find = ScenarioLibrary.Shipped.FindById;
        var (_, refused) = rebuild || book.IsAnew ? AttemptRecords.Rebuild(book, AttemptStore.OfUser, find) : AttemptRecords.CatchUp(book, AttemptStore.OfUser, find);
        if (rebuild)
            foreach (var reason in refused) Tell(host, reason);
    }

    private static void Show(HostConsole host, ProgressBook book, string language)
    {
        var attempts = book.Attempts();
        var (practised, examined) = (book.Bests(AttemptMode.Practice), book.Bests(AttemptMode.Exam));
        var width = practised.Keys.Concat(examined.Keys).Concat(LessonLibrary.Shipped.Course.Chapters.Select(c => c.Id)).Select(k => k.Length).Append(0).Max();
        foreach (var (scenario, best) in practised) BestOf(scenario, best);
        if (practised.IsEmpty) Line(language == "ja" ? "まだ何も練習していません" : "Nothing was practised yet");
        if (!examined.IsEmpty) Line(language == "ja" ? "\n試験の課題" : "\nTasks of exams");
        foreach (var (scenario, best) in examined) BestOf(scenario, best);
        var skills = book.SkillsOverTime().ToLookup(s => s.Result.Skill, StringComparer.Ordinal);
        if (skills.Count > 0) Line(language == "ja" ? "\n技能（古い順、% ）" : "\nSkills, oldest first, in percent");
        foreach (var skill in Skills.All)
            if (skills[skill.Id()].ToList() is { Count: > 0 } moments)
                Line($"{skill.Name().In(language)}: {string.Join(' ', moments.TakeLast(10).Select(m => Percent(m.Result)))}");
        Line(language == "ja" ? "\n章（読んだ節、クイズの最初の解答）" : "\nChapters: sections read, quizzes answered right at first");
        foreach (var chapter in LessonLibrary.Shipped.Chapters(language))
        {
            var read = ChapterProgress.Of(chapter, book);
            Line(string.Create(CultureInfo.InvariantCulture, $"{chapter.Id.PadRight(width)}  {read.Reached,2}/{read.Sections,-2}  {read.Right,2}/{read.Quizzes,-2}  {chapter.Front.Title}"));
        }
        host.Output.Flush();

        void BestOf(string scenario, AttemptRecord best)
        {
            var count = attempts.Count(a => a.Scenario == scenario && a.Mode == best.Mode);
            var state = (best.Passed, language) switch { (true, "ja") => "合格", (true, _) => "passed", (false, "ja") => "未合格", _ => "not passed" };
            Line(string.Create(CultureInfo.InvariantCulture, $"{scenario.PadRight(width)}  {best.Points,3}/{best.MaxPoints,-3}  {count,3}x  {state}"));
        }

        void Line(string text) => host.Output.Write(PlainTerminal.Visible(text) + "\n");
    }

    private static string Percent(SkillResult result) => (result.MaxPoints == 0 ? 0 : result.Points * 100 / result.MaxPoints).ToString(CultureInfo.InvariantCulture);

    private static void Tell(HostConsole host, string sentence) => host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence));
}
