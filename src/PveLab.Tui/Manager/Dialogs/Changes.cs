using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>
/// The parameters of a call. One that makes something names what was entered; one that changes something names what became different, and
/// takes away (<c>delete</c>) what was emptied.
/// </summary>
/// <param name="row">What is changed, as the API told it; null when something is made.</param>
internal sealed class Changes(JsonObject? row = null)
{
    private readonly SortedDictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly SortedSet<string> deleted = new(StringComparer.Ordinal);

    /// <summary>A parameter that is named whatever was there before.</summary>
    public Changes Put(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) given[name] = value;
        return this;
    }

    /// <summary>A parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What was entered; empty for nothing.</param>
    /// <param name="standard">What nothing means: it need not be named.</param>
    public Changes Set(string name, string value, string standard = "")
    {
        var before = row is null ? standard : row.Properties(name) is { Length: > 0 } text ? text : standard;
        if (value == before || Same(value, before)) return this;
        if (value.Length > 0) given[name] = value;
        else if (row?[name] is not null) deleted.Add(name);
        return this;
    }

    /// <summary>Takes a setting away, when it is there.</summary>
    public Changes Delete(string name)
    {
        if (row?[name] is not null) deleted.Add(name);
        return this;
    }

    /// <summary>The call; null when nothing is different.</summary>
    public ApiWrite? Call(string verb, string path)
    {
        if (given.Count == 0 && deleted.Count == 0 && row is not null) return null;
        if (deleted.Count > 0) given["delete"] = string.Join(',', deleted);
        return new ApiWrite(verb, path, given.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Whether two property strings or lists have the same parts in another order.</summary>
    private static bool Same(string one, string other) =>
        one.Contains(',', StringComparison.Ordinal) && one.Split(',').Order(StringComparer.Ordinal).SequenceEqual(other.Split(',').Order(StringComparer.Ordinal));
}
