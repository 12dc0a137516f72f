using System.Collections.Immutable;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Rehearsals;

/// <summary>A golden transcript earns everything; without any one of its steps it does not, unless its author says why the step is there.</summary>
internal sealed class GoldenRehearsal(Stage stage, string name, ulong seed)
{
    private Transcript transcript = null!;
    private ImmutableSortedSet<int> begun = [];

    public RehearsedTranscript? Play()
    {
        if (stage.Read(name, seed) is not { } read) return null;
        transcript = read;
        foreach (var id in transcript.Fails) stage.Find(name, 1, $"a golden transcript fails nothing, also not {id}", seed);
        if (stage.Play(name, transcript, seed) is not { } played) return null;
        begun = [.. played.Begun];
        foreach (var line in transcript.NotNeeded.Keys.Except(begun))
            stage.Find(name, line, "no step begins here: say that a step is not needed before its first line", seed);
        if (played.Unplayed is { } unplayed) stage.Find(name, unplayed, "never played: the shell had ended", seed);
        if (!played.IsFull) stage.Find(name, 0, "it does not earn everything: " + played.Loss, seed);
        else PlayVariants();
        return new RehearsedTranscript(stage.Shown(name), IsGolden: true, begun.Count,
            [.. transcript.NotNeeded.Where(n => begun.Contains(n.Key)).Select(n => new NotNeededStep(n.Key, TextOf(n.Key), n.Value))]);
    }

    private void PlayVariants()
    {
        var blamed = false;
        foreach (var step in begun)
        {
            if (PlayWithout(step) is not { } variant) continue;
            if (transcript.NotNeeded.ContainsKey(step) && !variant.IsFull)
            {
                stage.Find(name, step, $"marked as not needed, but without it this is lost: {variant.Loss}", seed);
                blamed = true;
            }
            if (!transcript.NotNeeded.ContainsKey(step) && variant.IsFull)
                stage.Find(name, step, $"nothing is lost without this step ({TextOf(step)}): take it out, or say before it what it is for, #! not-needed: …", seed);
        }
        // Two steps of which either will do are each not needed, but one of them is.
        var marked = begun.Where(transcript.NotNeeded.ContainsKey).ToArray();
        if (marked.Length > 1 && !blamed && PlayWithout(marked) is { IsFull: false } bare)
            stage.Find(name, marked[0], $"each step marked as not needed can be left out, but not all of them: {bare.Loss}", seed);
    }

    private Performance? PlayWithout(params int[] dropped) =>
        stage.Play(name, transcript with { Lines = [.. transcript.Lines.Where(l => !dropped.Contains(begun.LastOrDefault(b => b <= l.Number)))] }, seed, begun);

    private string TextOf(int line) => transcript.Lines.First(l => l.Number == line) switch
    {
        TranscriptLine.Typed typed => typed.Text,
        TranscriptLine.Wait wait => $"#! wait {wait.Time}",
        TranscriptLine.Hint => "#! hint",
        TranscriptLine.Keys keys => string.Concat(keys.Names.Select(k => $"<{k}>")),
        _ => "",
    };
}
