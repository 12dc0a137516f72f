using System.Collections.Immutable;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>Looks a lesson through, holds it beside the other language, and plays its commands.</summary>
public static class LessonLint
{
    /// <summary>What is wrong with a lesson, by place.</summary>
    /// <param name="path">The Markdown file.</param>
    /// <param name="shownAs">What findings call it.</param>
    /// <param name="around">The scenarios and lessons.</param>
    public static ImmutableArray<LintFinding> Of(string path, string shownAs, LintSurroundings around)
    {
        try
        {
            var draft = LessonDraft.Read(path, shownAs, around);
            foreach (var problem in draft.Lesson.Problems) draft.Find(LintRules.LessonSyntax, problem.Line, problem.Column, problem.Message);
            LessonContent.Look(draft);
            LessonLanguages.Look(draft);
            LessonPlay.Look(draft);
            return [.. draft.Findings.Distinct().OrderBy(f => f.Line).ThenBy(f => f.Column)];
        }
        catch (ContentException error)
        {
            return [new LintFinding(LintRules.NoLesson, error.File, error.Line, error.Column, error.Problem)];
        }
    }
}

/// <summary>A lesson while it is looked through.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lesson">What it says.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Around">What it is looked at beside.</param>
internal sealed record LessonDraft(string Path, Lesson Lesson, string[] Lines, LintSurroundings Around)
{
    private readonly List<LintFinding> findings = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<LintFinding> Findings => findings;

    /// <summary>Every block, also those inside others, in the order of the text.</summary>
    public IEnumerable<LessonBlock> Blocks => Lesson.Blocks.SelectMany(Inside);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public static LessonDraft Read(string path, string shownAs, LintSurroundings around)
    {
        var text = ScenarioLibrary.ReadText(path, shownAs).Text;
        return new LessonDraft(System.IO.Path.GetFullPath(path), Lesson.Parse(shownAs, text), text.Split('\n'), around);
    }

    /// <summary>Remembers what was found at a 1-based place.</summary>
    public void Find(LintRule rule, int line, int column, string problem) => findings.Add(new LintFinding(rule, Lesson.File, line, column, problem));

    /// <summary>Remembers what was found where a text stands, at a line or below it.</summary>
    public void Find(LintRule rule, int line, string text, string problem)
    {
        for (var at = Math.Max(0, line - 1); at < Lines.Length; at++)
        {
            var column = Lines[at].IndexOf(text, StringComparison.Ordinal);
            if (column < 0) continue;
            Find(rule, at + 1, column + 1, problem);
            return;
        }
        Find(rule, line, 1, problem);
    }

    private static IEnumerable<LessonBlock> Inside(LessonBlock block)
    {
        IEnumerable<LessonBlock> inner = block switch
        {
            LessonList list => list.Items.SelectMany(i => i.Blocks),
            Quote quote => quote.Blocks,
            Quiz quiz => [.. quiz.Question, .. quiz.Explanation],
            Lessons.Hint hint => hint.Blocks,
            Note note => note.Blocks,
            ScenarioLink link => link.Blocks,
            _ => [],
        };
        return inner.SelectMany(Inside).Prepend(block);
    }
}
