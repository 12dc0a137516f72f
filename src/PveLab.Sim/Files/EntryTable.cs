using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PveLab.Sim.Files;

/// <summary>
/// What a directory holds, in ordinal order of names: two sorted lists, so that names with a common beginning lie side by side and can be
/// found without looking at the others.
/// </summary>
public sealed class EntryTable : IReadOnlyDictionary<string, FileEntry>
{
    private readonly List<string> names = [];
    private readonly List<FileEntry> entries = [];

    /// <inheritdoc />
    public int Count => names.Count;

    /// <inheritdoc />
    public IEnumerable<string> Keys => names;

    /// <inheritdoc />
    public IEnumerable<FileEntry> Values => entries;

    /// <summary>The entry of a name.</summary>
    public FileEntry this[string key]
    {
        get => TryGetValue(key, out var entry) ? entry : throw new KeyNotFoundException(key);
        set
        {
            var place = Place(key);
            if (place >= 0)
            {
                entries[place] = value;
                return;
            }
            names.Insert(~place, key);
            entries.Insert(~place, value);
        }
    }

    /// <summary>Takes a name out; false when it is not there.</summary>
    public bool Remove(string key)
    {
        var place = Place(key);
        if (place < 0) return false;
        names.RemoveAt(place);
        entries.RemoveAt(place);
        return true;
    }

    /// <inheritdoc />
    public bool ContainsKey(string key) => Place(key) >= 0;

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out FileEntry value)
    {
        var place = Place(key);
        value = place >= 0 ? entries[place] : null;
        return place >= 0;
    }

    /// <summary>The entries whose names begin with <paramref name="prefix"/>.</summary>
    public IEnumerable<KeyValuePair<string, FileEntry>> StartingWith(string prefix)
    {
        var place = Place(prefix);
        for (var i = place < 0 ? ~place : place; i < names.Count && names[i].StartsWith(prefix, StringComparison.Ordinal); i++)
            yield return new(names[i], entries[i]);
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, FileEntry>> GetEnumerator()
    {
        var count = names.Count;
        for (var i = 0; i < names.Count; i++)
        {
            if (names.Count != count) throw new InvalidOperationException("The directory changed while it was listed.");
            yield return new(names[i], entries[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Place(string name) => names.BinarySearch(name, StringComparer.Ordinal);
}
