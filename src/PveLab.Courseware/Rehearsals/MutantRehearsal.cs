using System.Collections.Immutable;

namespace PveLab.Courseware.Rehearsals;

/// <summary>Plays golden transcripts with mistakes in them: each has to cost something, or to lead to the same world.</summary>
internal sealed class MutantRehearsal(Stage stage, ImmutableArray<PlayedTranscript> goldens, WorldNames names)
{
    private readonly HashSet<string> right = goldens.SelectMany(g => g.Steps).Select(s => s.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>Plays all mistakes.</summary>
    /// <param name="wrongs">Wrong transcripts: each lends what it does to the golden one it has most in common with.</param>
    public IEnumerable<Mutant> Play(IEnumerable<PlayedTranscript> wrongs)
    {
        if (goldens.IsEmpty) return [];
        var near = wrongs.ToLookup(w => goldens.MaxBy(g => Difference.Common(g.Steps, w.Steps))!);
        return goldens.SelectMany(golden => Play(golden, near[golden]));
    }

    private IEnumerable<Mutant> Play(PlayedTranscript golden, IEnumerable<PlayedTranscript> wrongs)
    {
        var mutants = new StepMutants(golden.Transcript, golden.Steps, right, names);
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mutant in mutants.Swapped().Concat(mutants.Mistaken()).Concat(wrongs.SelectMany(w => mutants.Crossed(w.Steps))))
            if (tried.Add(string.Join('\n', mutant.Steps.Select(s => s.Text))))
                yield return Play(golden, mutant);
    }

    private Mutant Play(PlayedTranscript golden, StepMutant mutant)
    {
        var played = stage.Try(golden.Name, mutant.Steps, 0, suggestion: $"{golden.Name}:{mutant.Line} with {mutant.What}");
        var fate = played is not { IsFull: true } ? MutantFate.Killed
            : mutant.Declared is not null ? MutantFate.Declared
            : played.World.Value == golden.Performance.World.Value ? MutantFate.SameWorld
            : MutantFate.Survived;
        if (mutant.Declared is not null && fate == MutantFate.Killed)
            stage.Find(golden.Name, mutant.Line, $"marked as any order, but exchanged with the step before it this is lost: {played?.Loss ?? "it cannot be played any more"}");
        if (mutant.Kind == MutantKind.Swapped && fate == MutantFate.Survived)
            stage.Find(golden.Name, mutant.Line,
                $"nothing is lost when this step and the one before it change places ({mutant.What}): if that is right, say before it why, #! any-order: …");
        return new Mutant(mutant.Kind, stage.Shown(golden.Name), mutant.Line, mutant.What, fate, fate == MutantFate.Declared ? mutant.Declared : null);
    }
}
