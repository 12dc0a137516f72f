namespace PveLab.Sim.Zfs;

/// <summary>What a dataset may be called (openzfs: module/zcommon/zfs_namecheck.c; lib/libzfs/libzfs_dataset.c zfs_validate_name).</summary>
public static class ZfsName
{
    private const int Longest = 255;

    /// <summary>What is wrong with a dataset's or a snapshot's name, in libzfs's words, or null.</summary>
    public static string? Complaint(string name, bool snapshot = false)
    {
        if (!snapshot && name.Contains('@', StringComparison.Ordinal)) return "snapshot delimiter '@' is not expected here";
        if (name.Length > Longest) return "name is too long";
        if (name.StartsWith('/')) return "leading slash in name";
        if (name.EndsWith('/')) return "trailing slash in name";
        foreach (var part in name.Split('/', '@'))
        {
            if (part.Length == 0) return "empty component or misplaced '@' or '#' delimiter in name";
            foreach (var c in part)
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':' or ' ' or '%')) return $"invalid character '{c}' in name";
            if (part is "." or "..") return part == "." ? "self reference, '.' is found in name" : "parent reference, '..' is found in name";
        }
        return name.AsSpan().Count('@') > 1 ? "multiple '@' and/or '#' delimiters in name" : null;
    }
}
