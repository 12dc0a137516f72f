using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>Gives an attempt the lines of a transcript at full speed, as a learner would who always waits for the prompt.</summary>
public sealed class TranscriptPlayer : LineSource
{
    /// <summary>Virtual time a program gets before a <c>&lt;Ctrl+C&gt;</c> on the next line interrupts it, unless a <c>#! wait</c> says otherwise.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int PatienceSteps = 20_000;

    private readonly Attempt attempt;
    private readonly string file;
    private readonly Queue<TranscriptLine> lines;
    private readonly ImmutableSortedSet<int> steps;
    private readonly ImmutableArray<int>.Builder begun = ImmutableArray.CreateBuilder<int>();
    private Instant? waitUntil;
    private Instant since;
    private bool passing;

    /// <summary>Plays <paramref name="transcript"/>.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="transcript">The lines.</param>
    /// <param name="file">Its name in errors.</param>
    /// <param name="steps">
    /// The lines that begin a step (<see cref="Begun"/> of another playing): then no line of one step is taken for another, whatever programs
    /// ask or do not ask. Empty: lines are taken as they come.
    /// </param>
    public TranscriptPlayer(Attempt attempt, Transcript transcript, string file, ImmutableSortedSet<int>? steps = null)
    {
        this.attempt = attempt;
        this.file = file;
        this.steps = steps ?? [];
        lines = new Queue<TranscriptLine>(transcript.Lines);
        since = Now;
    }

    /// <summary>The lines that began a step: what stood at the shell's prompt and was no comment. The lines up to the next belong to it.</summary>
    public ImmutableArray<int> Begun => begun.ToImmutable();

    /// <summary>The first line that was not played, because the shell had ended; null when all were.</summary>
    public int? Unplayed => lines.TryPeek(out var next) ? next.Number : null;

    private Instant Now => attempt.World.Clock.Now;

    /// <summary>Plays a transcript to its end; programs that still ask then read the end of input.</summary>
    public static void Play(Attempt attempt, Transcript transcript, string file, PlainTerminal terminal) =>
        new AttemptDriver(attempt, new TranscriptPlayer(attempt, transcript, file), terminal).Run();

    /// <inheritdoc />
    public override TranscriptLine? Next(LinePlace place)
    {
        since = Now;
        passing = false;
        while (place == LinePlace.Prompt && lines.TryPeek(out var rest) && IsLeftOver(rest)) lines.Dequeue();
        if (!lines.TryPeek(out var line) || (place != LinePlace.Prompt && steps.Contains(line.Number))) return null;
        lines.Dequeue();
        if (place == LinePlace.Question && line is not (TranscriptLine.Typed or TranscriptLine.Keys))
            throw new ContentException(file, line.Number, 1, "a program is waiting for input here: only lines and keys can follow");
        if (place == LinePlace.Prompt && !line.IsComment) begun.Add(line.Number);
        return line switch
        {
            TranscriptLine.Wait wait => (TranscriptLine?)Left(wait) ?? new TranscriptLine.Typed(wait.Number, ""),
            TranscriptLine.Hint hint when hint.Index >= attempt.Scenario.Hints.Count => throw new ContentException(
                file, hint.Number, 9, string.Create(CultureInfo.InvariantCulture, $"there are {attempt.Scenario.Hints.Count} hints")),
            TranscriptLine.Node node when !attempt.World.Nodes.ContainsKey(node.Name) => throw new ContentException(
                file, node.Number, 9, $"there is no node '{node.Name}'; {NearestNames.Advice(node.Name, [.. attempt.World.Nodes.Keys])}"),
            _ => line,
        };
    }

    /// <inheritdoc />
    /// <remarks>While a program runs, waits and interrupts that stand next are kept.</remarks>
    public override bool Interrupts()
    {
        if (passing || !attempt.IsRunning || !lines.TryPeek(out var next) || steps.Contains(next.Number)) return false;
        if (next is TranscriptLine.Wait wait)
        {
            waitUntil ??= Now + wait.Time;
            if (Now < waitUntil) return false;
            lines.Dequeue();
            waitUntil = null;
            since = Now - Patience;
        }
        else if (next is TranscriptLine.Keys { Names: ["Ctrl+C", ..] } && (Now - since >= Patience || attempt.StepsSinceInput >= PatienceSteps))
        {
            lines.Dequeue();
            since = Now;
            return true;
        }
        return false;
    }

    /// <summary>At a prompt, what an earlier step would have answered is nobody's.</summary>
    private bool IsLeftOver(TranscriptLine line) => steps.Count > 0 && !line.IsComment && !steps.Contains(line.Number);

    /// <summary>What is left of a wait that began while the program before it still ran; null when it is over.</summary>
    private TranscriptLine.Wait? Left(TranscriptLine.Wait wait)
    {
        var left = (waitUntil ?? Now + wait.Time) - Now;
        waitUntil = null;
        if (left <= TimeSpan.Zero) return null;
        passing = true;
        return wait with { Time = left };
    }
}
