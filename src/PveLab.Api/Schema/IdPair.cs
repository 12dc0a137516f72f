namespace PveLab.Api.Schema;

/// <summary>Maps of ids such as <c>local:nas,local-lvm:tank</c> or one target for all (pve-common: PVE/JSONSchema.pm parse_idmap).</summary>
internal static class IdPair
{
    /// <summary>The error of a storage map, with the two line ends the real code leaves behind it.</summary>
    public static string? CheckStoragePair(string text) => ErrorOf(text, FormatCheck.Id("storage")) is { } error ? error + "\n" : null;

    private static string? ErrorOf(string text, Func<string, string?> check)
    {
        if (!PerlText.IsTrue(text))
            return null;
        SortedSet<string> sources = new(StringComparer.Ordinal);
        bool identity = false;
        bool hasDefault = false;
        foreach (string entry in PerlText.SplitList(text))
        {
            string[] pair = entry.Split(':');
            bool isPair = pair is [{ Length: > 0 }, { Length: > 0 }];
            if (entry == "1")
                identity = true;
            else if ((isPair ? check(pair[0]) ?? check(pair[1]) : check(entry)) is { } error)
                return $"entry '{entry}' contains invalid ID - {error}\n";
            else if (isPair && !sources.Add(pair[0]))
                return $"duplicate mapping for source '{pair[0]}'";
            else if (!isPair && hasDefault)
                return "default target ID can only be provided once";
            else
                hasDefault |= !isPair;
        }
        return identity && (hasDefault || sources.Count > 0) ? "identity mapping cannot be combined with other mappings" : null;
    }
}
