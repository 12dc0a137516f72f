using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>
/// Plays the commands of a lesson, block after block, in one attempt at the world of its scenarios, as a learner who follows the text would.
/// A line with a <c>&lt;placeholder&gt;</c> is left out. Behind the fence's language <c>fails</c> says that a failure is what the block shows,
/// <c>after=20m</c> that so much time has passed, <c>in=SCENARIO</c> that from here on the lesson is in a scenario or world begun anew, and
/// <c>unplayed</c> leaves the block out.
/// </summary>
internal sealed partial class LessonPlay(LessonDraft draft) : IDisposable
{
    private const string Fails = "fails", Unplayed = "unplayed", In = "in=", After = "after=";
    private const string UsualWorld = "single-node";
    private static readonly ImmutableArray<string> Marks = [Fails, Unplayed, In + "SCENARIO", After + "10m"];

    private LessonSession? session;

    public static void Look(LessonDraft draft)
    {
        using var play = new LessonPlay(draft);
        foreach (var block in draft.Blocks.OfType<CodeBlock>().Where(b => b.Lines.Any(l => l.Command is not null))) play.Play(block);
    }

    /// <summary>The lines of a block at which commands begin; a continued command stands on several.</summary>
    public static IEnumerable<CodeLine> CommandsOf(CodeBlock block) =>
        block.Lines.Where((l, i) => l.Command is not null && (i == 0 || !ReferenceEquals(block.Lines[i - 1].Command, l.Command)));

    public void Dispose() => session?.Dispose();

    private void Play(CodeBlock block)
    {
        foreach (var mark in block.Marks.Where(m => !IsMark(m)))
            draft.Find(LintRules.LessonSyntax, block.Line, mark, $"a block of commands is not marked '{mark}'; known are {string.Join(", ", Marks)}");
        if (block.Marks.Contains(Unplayed) || !Begin(block)) return;
        if (Valued(block, After) is { } text && Transcript.ParseTime(text) is { } time) session!.Wait(time);
        var failed = false;
        foreach (var line in CommandsOf(block).Where(l => !Placeholder().IsMatch(l.Command!)))
        {
            var (status, output) = session!.IsInGuest(line) ? session.TypeInGuest(line.Command!) : session.Run(line.Command!);
            failed |= status != 0;
            if (status != 0 && !block.Marks.Contains(Fails)) Find(line, status, output);
        }
        if (!failed && block.Marks.Contains(Fails)) draft.Find(LintRules.MissingFailure, block.Line, Fails, "every command of the block succeeds");
    }

    /// <summary>Has an attempt ready for the block; false when there is none to be had.</summary>
    private bool Begin(CodeBlock block)
    {
        var own = Valued(block, In);
        if (own is null && session is { IsOver: false }) return true;
        try
        {
            var next = new LessonSession(draft.Around.Scenarios.Find(own ?? World()));
            session?.Dispose();
            session = next;
            return true;
        }
        catch (ContentException error)
        {
            draft.Find(LintRules.UnknownScenario, block.Line, own ?? "", error.Message);
            return false;
        }
    }

    private static bool IsMark(string mark) => mark is Fails or Unplayed || mark.StartsWith(In, StringComparison.Ordinal)
        || (mark.StartsWith(After, StringComparison.Ordinal) && Transcript.ParseTime(mark[After.Length..]) is not null);

    private static string? Valued(CodeBlock block, string mark) => block.Marks.FirstOrDefault(m => m.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..];

    /// <summary>The world of the lesson's first scenario.</summary>
    private string World() => draft.Lesson.Front.Scenarios.FirstOrDefault(draft.Around.Scenarios.ScenarioIds.Contains) is { } first
        ? draft.Around.Scenarios.Find(first).Variant(0).Scenario.World : UsualWorld;

    private void Find(CodeLine line, int status, string output)
    {
        var said = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rule = status == LessonSession.NotFound || said.Any(l => Refusal().IsMatch(l)) ? LintRules.RefusedCommand : LintRules.FailingCommand;
        draft.Find(rule, line.Line, line.Prompt + 1, string.Create(CultureInfo.InvariantCulture, $"{line.Command}: exit {status}{(said.Length > 0 ? ": " + said[^1].Trim() : "")}"));
    }

    [GeneratedRegex("<[^<>]+>", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    /// <summary>What commands say that were not even begun.</summary>
    [GeneratedRegex("^(400 |Unknown option|PveLab: .* is not simulated|ERROR: unknown command|unknown command|No '.*' handler defined)", RegexOptions.CultureInvariant)]
    private static partial Regex Refusal();
}
