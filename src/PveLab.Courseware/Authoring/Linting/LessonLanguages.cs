using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>Holds a lesson beside the same one in the other language: what the screen and the grade depend on is the same in both.</summary>
internal static partial class LessonLanguages
{
    public static void Look(LessonDraft draft)
    {
        var folder = Path.GetDirectoryName(draft.Path)!;
        if (!LintSurroundings.Languages.Contains(Path.GetFileName(folder))) return;
        var other = LintSurroundings.Languages.First(l => l != Path.GetFileName(folder));
        var path = Path.Combine(folder, "..", other, Path.GetFileName(draft.Path));
        if (!File.Exists(path))
        {
            draft.Find(LintRules.MissingLesson, 0, 0, $"there is no {other}/{Path.GetFileName(path)}");
            return;
        }
        var (here, there) = (Parts(draft), Parts(LessonDraft.Read(path, path, draft.Around)));
        for (var i = 0; i < Math.Max(here.Count, there.Count); i++)
        {
            var (mine, theirs) = (here.ElementAtOrDefault(i), there.ElementAtOrDefault(i));
            if (mine.What == theirs.What) continue;
            draft.Find(LintRules.LanguagesDiffer, mine.What is null ? draft.Lines.Length : mine.Line, 1,
                $"here stands {mine.What ?? "nothing more"}, in '{other}' {theirs.What ?? "nothing more"}"
                + (theirs.What is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (line {theirs.Line})")));
            return;
        }
    }

    private static List<(string? What, int Line)> Parts(LessonDraft draft) =>
        [.. draft.Blocks.Select(b => (Part(draft, b), b.Line)).Where(p => p.Item1 is not null), .. draft.Lesson.Front.Scenarios.Select(s => ($"scenario {s} in the front matter", 1))];

    private static string? Part(LessonDraft draft, LessonBlock block) => block switch
    {
        Heading heading => string.Create(CultureInfo.InvariantCulture, $"a heading of level {heading.Level}{(Given(draft, heading) is { } id ? " #" + id : "")}"),
        Quiz quiz => string.Create(CultureInfo.InvariantCulture, $"quiz {quiz.Id} with {quiz.Options.Count} options, right is {quiz.Options.ToList().FindIndex(o => o.Right) + 1}"),
        ScenarioLink link => $"scenario {link.Scenario}",
        CodeBlock code when code.Lines.Any(l => l.Command is not null) => $"a block of commands: {string.Join(" / ", LessonPlay.CommandsOf(code).Select(l => Plain(l.Command!)))}",
        LessonList list when list.Items.Any(i => i.Task?.Criterion is not null) => $"tasks {string.Join(' ', list.Items.Select(i => i.Task?.Criterion))}",
        Figure figure => $"a picture {figure.Path}",
        _ => null,
    };

    /// <summary>Texts in quotes, comments and placeholders are translated; what is executed is not.</summary>
    private static string Plain(string command) => Translated().Replace(command, "…").TrimEnd();

    private static string? Given(LessonDraft draft, Heading heading) =>
        draft.Lines[heading.Line - 1].Contains($"{{#{heading.Id}}}", StringComparison.Ordinal) ? heading.Id : null;

    [GeneratedRegex("<[^>]*>|'[^']*'|\"[^\"]*\"|\\s#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Translated();
}
