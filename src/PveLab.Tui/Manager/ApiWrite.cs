using System.Collections.Immutable;

namespace PveLab.Tui.Manager;

/// <summary>A call of the API that changes something, as a button or dialog wants it made; it becomes an input of the attempt.</summary>
/// <param name="Verb">pvesh's word: create, set or delete.</param>
/// <param name="Path">The path, <c>/nodes/pve1/vzdump</c>.</param>
/// <param name="Parameters">The parameters as texts, those of the path left out.</param>
public sealed record ApiWrite(string Verb, string Path, ImmutableSortedDictionary<string, string> Parameters)
{
    /// <summary>A call with these parameters; those that are null are left out.</summary>
    public static ApiWrite Of(string verb, string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            if (value is not null) given[name] = value;
        return new ApiWrite(verb, path, given.ToImmutable());
    }
}
