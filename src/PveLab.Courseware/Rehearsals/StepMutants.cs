using System.Collections.Immutable;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Rehearsals;

/// <summary>A golden transcript with a mistake in it.</summary>
/// <param name="Kind">What sort of mistake.</param>
/// <param name="Line">The line of the golden transcript.</param>
/// <param name="What">What was changed.</param>
/// <param name="Steps">What is played.</param>
/// <param name="Declared">Why its author says that it is none; null when nothing is said.</param>
internal sealed record StepMutant(MutantKind Kind, int Line, string What, ImmutableArray<ScriptStep> Steps, string? Declared = null);

/// <summary>The mistakes that can be made in a golden transcript. Steps that are not needed anyway are left in peace.</summary>
/// <param name="golden">The golden transcript.</param>
/// <param name="steps">Its steps.</param>
/// <param name="right">What is done in any golden transcript of the scenario.</param>
/// <param name="names">The names of the world.</param>
internal sealed class StepMutants(Transcript golden, ImmutableArray<ScriptStep> steps, IReadOnlySet<string> right, WorldNames names)
{
    private readonly ImmutableArray<int> needed = [.. Enumerable.Range(0, steps.Length).Where(i => !golden.NotNeeded.ContainsKey(steps[i].Line))];

    /// <summary>Two steps that follow each other, looking aside, change places.</summary>
    public IEnumerable<StepMutant> Swapped()
    {
        for (var i = 1; i < needed.Length; i++)
        {
            var (first, second) = (steps[needed[i - 1]], steps[needed[i]]);
            yield return new StepMutant(MutantKind.Swapped, second.Line, $"{second.Title} <-> {first.Title}",
                steps.SetItem(needed[i - 1], second).SetItem(needed[i], first), golden.AnyOrder.GetValueOrDefault(second.Line));
        }
    }

    /// <summary>A guest, storage or node is taken for another in the first line of a step.</summary>
    public IEnumerable<StepMutant> Mistaken() =>
        from index in needed
        let step = steps[index]
        where step.Lines[0] is TranscriptLine.Typed
        from mistake in names.Mistakes(step.Title)
        select new StepMutant(MutantKind.Mistaken, step.Line, $"{mistake.From} -> {mistake.To}: {mistake.Text}",
            steps.SetItem(index, step with { Lines = step.Lines.SetItem(0, new TranscriptLine.Typed(step.Line, mistake.Text)) }));

    /// <summary>Where a wrong transcript does something else, this one does so too.</summary>
    public IEnumerable<StepMutant> Crossed(ImmutableArray<ScriptStep> wrong)
    {
        // A single difference makes the wrong transcript itself; one that only adds, or leaves out, or does as another golden one, is no mistake.
        var hunks = Difference.Of(steps, wrong).ToList();
        foreach (var hunk in hunks.Where(h => hunks.Count > 1 && h.There.Any(s => !right.Contains(s.Text)) && h.Here.Any(s => needed.Contains(steps.IndexOf(s)))))
            yield return new StepMutant(MutantKind.Crossed, hunk.Here[0].Line, $"as in {hunk.There[0].File}:{hunk.There[0].Line}: {hunk.There[0].Title}",
                steps.InsertRange(hunk.At, hunk.There).RemoveAll(hunk.Here.Contains));
    }
}

/// <summary>A place where one script does something else than another.</summary>
/// <param name="At">The index in the first.</param>
/// <param name="Here">What the first does.</param>
/// <param name="There">What the second does.</param>
internal sealed record Difference(int At, ImmutableArray<ScriptStep> Here, ImmutableArray<ScriptStep> There)
{
    /// <summary>How many steps they have in common, in order.</summary>
    public static int Common(ImmutableArray<ScriptStep> first, ImmutableArray<ScriptStep> second) => Lengths(first, second)[0, 0];

    /// <summary>The differences beside the longest common sequence.</summary>
    public static IEnumerable<Difference> Of(ImmutableArray<ScriptStep> first, ImmutableArray<ScriptStep> second)
    {
        var lengths = Lengths(first, second);
        var (i, j, here, there) = (0, 0, 0, 0);
        while (i < first.Length || j < second.Length)
        {
            if (i < first.Length && j < second.Length && first[i].Text == second[j].Text)
            {
                if (i > here || j > there) yield return new Difference(here, first[here..i], second[there..j]);
                (here, there) = (++i, ++j);
            }
            else if (j == second.Length || (i < first.Length && lengths[i + 1, j] >= lengths[i, j + 1])) i++;
            else j++;
        }
        if (i > here || j > there) yield return new Difference(here, first[here..i], second[there..j]);
    }

    private static int[,] Lengths(ImmutableArray<ScriptStep> first, ImmutableArray<ScriptStep> second)
    {
        var lengths = new int[first.Length + 1, second.Length + 1];
        for (var i = first.Length - 1; i >= 0; i--)
            for (var j = second.Length - 1; j >= 0; j--)
                lengths[i, j] = first[i].Text == second[j].Text ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }
}
