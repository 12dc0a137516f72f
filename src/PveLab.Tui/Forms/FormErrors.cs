using System.Collections.Immutable;
using PveLab.Api.Schema;
using PveLab.Courseware.Lessons;
using PveLab.Sim;

namespace PveLab.Tui.Forms;

/// <summary>A refusal of the API, by parameter and as a whole.</summary>
/// <param name="Parameters">What is said of single parameters.</param>
/// <param name="Message">What is said of the call.</param>
internal sealed record FormErrors(ImmutableSortedDictionary<string, string> Parameters, string Message)
{
    /// <summary>
    /// Takes a refusal apart. Some refusals of parameters come from within a lock and are plain text by then
    /// (<c>Parameter verification failed.</c>, then a line <c>name: what is wrong</c> for each).
    /// </summary>
    public static FormErrors Of(PveException error)
    {
        if (error is ParameterException { Errors.IsEmpty: false } refusal) return new(refusal.Errors, refusal.Reason);
        var lines = error.Message.Split('\n');
        if (lines[0].Trim() != ParameterException.VerificationFailed) return new(Nothing, error.Message);
        var named = from line in lines.Skip(1)
                    let at = line.IndexOf(": ", StringComparison.Ordinal)
                    where at > 0
                    select KeyValuePair.Create(line[..at].Trim(), line[(at + 2)..]);
        return new(Nothing.SetItems(named), lines[0]);
    }

    /// <summary>What is said of a field; empty for nothing.</summary>
    public Words Of(FormField field) => Parameters.TryGetValue(field.Name, out var error) ? Clean(error) : Words.None;

    /// <summary>What no field can show: it stands below the form.</summary>
    public Words Rest(IEnumerable<FormField> fields)
    {
        var shown = fields.Where(f => f is { Visible: true, Enabled: true, TakesKeys: true }).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var rest = Parameters.Where(p => !shown.Contains(p.Key)).Select(p => $"{p.Key}: {p.Value}").ToList();
        if (Parameters.IsEmpty) return Clean(Message);
        return rest.Count == 0 ? Words.None : Clean(string.Join("; ", rest));
    }

    private static ImmutableSortedDictionary<string, string> Nothing => ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static string Clean(string text) => SafeText.Clean(text.Trim().ReplaceLineEndings(" "));
}
