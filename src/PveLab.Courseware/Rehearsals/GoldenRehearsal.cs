using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Rehearsals;

/// <summary>A transcript that was played, and its steps.</summary>
/// <param name="Name">Its file.</param>
/// <param name="Transcript">What was played.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Performance">How it ended.</param>
internal sealed record PlayedTranscript(string Name, Transcript Transcript, ImmutableArray<ScriptStep> Steps, Performance Performance);

/// <summary>A golden transcript earns everything; without any one of its steps it does not, unless its author says why the step is there.</summary>
internal sealed class GoldenRehearsal(Stage stage, string name, ulong seed)
{
    private readonly ImmutableArray<Mutant>.Builder dropped = ImmutableArray.CreateBuilder<Mutant>();
    private Transcript transcript = null!;
    private ImmutableArray<ScriptStep> steps = [];

    /// <summary>What became of it without each of its steps.</summary>
    public ImmutableArray<Mutant> Dropped => dropped.ToImmutable();

    /// <summary>Plays it; null, with a finding, when that is not possible.</summary>
    /// <param name="withoutEach">Whether it is also played without each of its steps.</param>
    public PlayedTranscript? Play(bool withoutEach)
    {
        if (stage.Read(name, seed) is not { } read) return null;
        transcript = read;
        foreach (var id in transcript.Fails) stage.Find(name, 1, $"a golden transcript fails nothing, also not {id}", seed);
        if (stage.Play(name, transcript, seed, Failures) is not { } played) return null;
        steps = Script.Of(stage.Shown(name), transcript, played.Begun);
        foreach (var line in transcript.NotNeeded.Keys.Concat(transcript.AnyOrder.Keys).Except(played.Begun))
            stage.Find(name, line, "no step begins here: say that a step is not needed, or may come in any order, before its first line", seed);
        if (played.Unplayed is { } unplayed) stage.Find(name, unplayed, "never played: the shell had ended", seed);
        if (!played.IsFull) stage.Find(name, 0, "it does not earn everything: " + played.Loss, seed);
        else if (withoutEach) PlayWithoutEach();
        return new PlayedTranscript(name, transcript, steps, played);
    }

    private static string Failures(Grade grade) => string.Join(' ', Performance.FailedIn(grade));

    private void PlayWithoutEach()
    {
        var blamed = false;
        foreach (var step in steps)
        {
            var reason = transcript.NotNeeded.GetValueOrDefault(step.Line);
            var loss = LossWithout(step);
            if (reason is not null && loss is not null)
            {
                stage.Find(name, step.Line, $"marked as not needed, but without it this is lost: {loss}", seed);
                blamed = true;
            }
            if (reason is null && loss is null)
                stage.Find(name, step.Line, $"nothing is lost without this step ({step.Title}): take it out, or say before it what it is for, #! not-needed: …", seed);
            dropped.Add(new Mutant(MutantKind.Dropped, step.File, step.Line, step.Title,
                loss is not null ? MutantFate.Killed : reason is not null ? MutantFate.Declared : MutantFate.Survived, loss is null ? reason : null));
        }
        // Two steps of which either will do are each not needed, but one of them is.
        var marked = steps.Where(s => transcript.NotNeeded.ContainsKey(s.Line)).ToArray();
        if (marked.Length > 1 && !blamed && LossWithout(marked) is { } all)
            stage.Find(name, marked[0].Line, $"each step marked as not needed can be left out, but not all of them: {all}", seed);
    }

    private string? LossWithout(params ScriptStep[] left) => stage.Try(name, steps.Except(left), seed, g => Failures(g).Length == 0 ? "full" : "lost") switch
    {
        null => "it cannot be played any more",
        { IsFull: true } => null,
        var variant => variant.Loss,
    };
}
