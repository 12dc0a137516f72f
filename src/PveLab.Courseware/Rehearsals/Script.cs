using System.Collections.Immutable;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Rehearsals;

/// <summary>A step of a transcript: what is typed at the prompt, with everything that belongs to it.</summary>
/// <param name="File">The transcript.</param>
/// <param name="Line">The line that begins it.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record ScriptStep(string File, int Line, ImmutableArray<TranscriptLine> Lines)
{
    /// <summary>What is typed first.</summary>
    public string Title => TextOf(Lines[0]);

    /// <summary>Everything that is typed: two steps with the same text are the same step.</summary>
    public string Text { get; } = string.Join('\n', Lines.Where(l => !l.IsComment || l == Lines[0]).Select(TextOf));

    /// <summary>A line as a transcript shows it.</summary>
    public static string TextOf(TranscriptLine line) => line switch
    {
        TranscriptLine.Typed typed => typed.Text,
        TranscriptLine.Wait wait => $"#! wait {wait.Time}",
        TranscriptLine.Node node => $"#! node {node.Name}",
        TranscriptLine.Hint => "#! hint",
        TranscriptLine.Keys keys => string.Concat(keys.Names.Select(k => $"<{k}>")),
        _ => "",
    };
}

/// <summary>Takes transcripts apart into steps and puts steps together to transcripts.</summary>
internal static class Script
{
    /// <summary>The steps of a transcript of which is known where they begin.</summary>
    public static ImmutableArray<ScriptStep> Of(string file, Transcript transcript, ImmutableSortedSet<int> begun) =>
        [.. begun.Select(line => new ScriptStep(file, line, [.. transcript.Lines.Where(l => begun.LastOrDefault(b => b <= l.Number) == line)]))];

    /// <summary>A transcript of these steps, with the lines that begin them: whatever programs ask, no line of one step is taken for another's.</summary>
    public static (Transcript Transcript, ImmutableSortedSet<int> Begun) Compose(IEnumerable<ScriptStep> steps)
    {
        var lines = ImmutableArray.CreateBuilder<TranscriptLine>();
        var begun = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var step in steps)
        {
            begun.Add(lines.Count + 1);
            foreach (var line in step.Lines) lines.Add(line with { Number = lines.Count + 1 });
        }
        return (new Transcript(lines.ToImmutable(), [], ImmutableSortedDictionary<int, string>.Empty), begun.ToImmutable());
    }
}
