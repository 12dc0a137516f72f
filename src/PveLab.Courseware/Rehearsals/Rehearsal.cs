using System.Collections.Immutable;

namespace PveLab.Courseware.Rehearsals;

/// <summary>What playing a scenario's own transcripts showed.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Criteria">How many criteria it has.</param>
/// <param name="Seeds">The seeds it was played with: more than one when the scenario draws values.</param>
/// <param name="Attempts">How many attempts were played.</param>
/// <param name="Transcripts">The transcripts, by name.</param>
/// <param name="Findings">What is not as it should be, in the order of files and lines.</param>
public sealed record Rehearsal(
    string Scenario, int Criteria, ImmutableArray<ulong> Seeds, int Attempts, ImmutableArray<RehearsedTranscript> Transcripts, ImmutableArray<RehearsalFinding> Findings)
{
    /// <summary>The small mistakes that were made on purpose, and what came of them; empty when none were.</summary>
    public ImmutableArray<Mutant> Mutants { get; init; } = [];

    /// <summary>They counted.</summary>
    public MutantScore Score => MutantScore.Of(Mutants);

    /// <summary>Whether nothing was found.</summary>
    public bool Ok => Findings.IsEmpty;
}

/// <summary>One transcript of a scenario.</summary>
/// <param name="File">Its file, <c>scenarios/x/golden.txt</c>.</param>
/// <param name="IsGolden">Whether it has to earn everything; a wrong one has to fail what it names.</param>
/// <param name="Steps">Its steps: lines typed at the prompt, each with its answers.</param>
/// <param name="NotNeeded">The steps its author says could be left out, and why.</param>
public sealed record RehearsedTranscript(string File, bool IsGolden, int Steps, ImmutableArray<NotNeededStep> NotNeeded);

/// <summary>A step that could be left out.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Text">What is typed there.</param>
/// <param name="Reason">Why it is in the transcript nevertheless.</param>
public sealed record NotNeededStep(int Line, string Text, string Reason);

/// <summary>Something that is not as it should be.</summary>
/// <param name="File">The file it is about.</param>
/// <param name="Line">The line, from 1; 0 for the whole file.</param>
/// <param name="Problem">What is wrong, and what would be right.</param>
/// <param name="Seed">The first seed that shows it.</param>
public sealed record RehearsalFinding(string File, int Line, string Problem, ulong Seed);
