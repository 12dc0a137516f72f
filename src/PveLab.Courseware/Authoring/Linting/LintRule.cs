namespace PveLab.Courseware.Authoring.Linting;

/// <summary>Something an author's file is looked through for.</summary>
/// <param name="Id">Its name in reports.</param>
/// <param name="What">What is wrong with a file in which it is found.</param>
/// <param name="Advice">What would be right.</param>
public sealed record LintRule(string Id, string What, string Advice);

/// <summary>A rule that was broken.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="File">The file as the author named it.</param>
/// <param name="Line">1-based; 0 for the whole file.</param>
/// <param name="Column">1-based; 0 for the whole line.</param>
/// <param name="Problem">What is wrong here, with the names that would be right.</param>
public sealed record LintFinding(LintRule Rule, string File, int Line, int Column, string Problem);
