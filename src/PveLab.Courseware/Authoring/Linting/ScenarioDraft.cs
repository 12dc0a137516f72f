using System.Collections.Immutable;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;
using YamlDotNet.Core;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>A scenario's folder while it is looked through: what could be read of it, and what was found.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="ShownAs">What findings call the folder.</param>
/// <param name="File">Its <c>scenario.yaml</c>.</param>
/// <param name="Root">The document.</param>
/// <param name="Around">What it is looked at beside.</param>
internal sealed record ScenarioDraft(string Folder, string ShownAs, ContentFile File, Draft Root, LintSurroundings Around)
{
    private readonly List<LintFinding> findings = [];

    /// <summary>Its id: the folder's name.</summary>
    public string Id => Path.GetFileName(Folder);

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<LintFinding> Findings => findings;

    /// <summary>The criteria.</summary>
    public IEnumerable<Draft> Criteria => Root["criteria"].Items;

    /// <summary>The ids of the criteria.</summary>
    public ImmutableSortedSet<string> CriterionIds => Criteria.Select(c => c["id"].Text).OfType<string>().ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>The plain values of the variants.</summary>
    public IReadOnlyDictionary<string, string> Values => Root.Values;

    /// <summary>Its transcripts as they lie there, by name.</summary>
    public ImmutableSortedDictionary<string, ContentFile> Transcripts { get; init; } = ImmutableSortedDictionary<string, ContentFile>.Empty;

    /// <summary>Remembers something found in <c>scenario.yaml</c>.</summary>
    public void Find(LintRule rule, Draft at, string problem) => Find(rule, at.At, problem);

    /// <summary>Remembers something found in <c>scenario.yaml</c>.</summary>
    public void Find(LintRule rule, Mark at, string problem) => Find(rule, File.Name, (int)at.Line, (int)at.Column, problem);

    /// <summary>Remembers something found in any file.</summary>
    public void Find(LintRule rule, string file, int line, int column, string problem) => findings.Add(new LintFinding(rule, file, line, column, problem));

    /// <summary>Remembers why a file cannot be used.</summary>
    public void Find(LintRule rule, ContentException error) => Find(rule, error.File, error.Line, error.Column, error.Problem);

    /// <summary>A text with its placeholders filled as far as they are known.</summary>
    public string Filled(string text) => Placeholders.FillKnown(text, Values);
}
