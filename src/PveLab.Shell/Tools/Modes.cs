using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>File types and permissions in words.</summary>
internal static class Modes
{
    /// <summary><c>drwxr-xr-x</c></summary>
    public static string Letters(FileEntry entry) => Type(entry) + Bits(entry.Mode);

    /// <summary><c>rwxr-xr-x</c></summary>
    public static string Bits(int mode)
    {
        Span<char> letters = stackalloc char[9];
        for (var i = 0; i < 9; i++) letters[i] = (mode >> (8 - i) & 1) == 1 ? "rwx"[i % 3] : '-';
        if ((mode & 0x200) != 0) letters[8] = letters[8] == 'x' ? 't' : 'T';
        return letters.ToString();
    }

    /// <summary>The letter <c>ls -l</c> begins with.</summary>
    public static char Type(FileEntry entry) => entry switch
    {
        DirectoryEntry => 'd',
        LinkEntry => 'l',
        DeviceEntry { Block: true } => 'b',
        DeviceEntry => 'c',
        _ => '-',
    };

    /// <summary>The type as <c>stat</c> names it.</summary>
    public static string Name(FileEntry entry) => entry switch
    {
        DirectoryEntry => "directory",
        LinkEntry => "symbolic link",
        DeviceEntry { Block: true } => "block special file",
        DeviceEntry => "character special file",
        { Size: 0 } => "regular empty file",
        _ => "regular file",
    };

    /// <summary>Number of hard links: a directory is linked by itself, its parent and its subdirectories.</summary>
    public static int Links(FileEntry entry) => entry is DirectoryEntry directory ? 2 + directory.Entries.Values.Count(e => e is DirectoryEntry) : 1;

    /// <summary>Applies <c>chmod</c>'s mode to permission bits; null: malformed.</summary>
    public static int? Change(string mode, int old, bool directory)
    {
        if (mode.Length is > 0 and <= 4 && mode.All(c => c is >= '0' and <= '7')) return mode.Aggregate(0, (bits, c) => bits * 8 + (c - '0'));
        foreach (var clause in mode.Split(','))
        {
            if (Clause(clause, old, directory) is not { } changed) return null;
            old = changed;
        }
        return old;
    }

    private static int? Clause(string clause, int old, bool directory)
    {
        var operation = clause.IndexOfAny(['+', '-', '=']);
        if (operation < 0) return null;
        var who = 0;
        foreach (var c in operation == 0 ? "a" : clause[..operation])
        {
            if (c is not ('u' or 'g' or 'o' or 'a')) return null;
            who |= c switch { 'u' => 0b111_000_000, 'g' => 0b111_000, 'o' => 0b111, _ => 0b111_111_111 };
        }
        var bits = 0;
        foreach (var c in clause[(operation + 1)..])
        {
            if (c is not ('r' or 'w' or 'x' or 'X')) return null;
            bits |= c switch { 'r' => 0b100_100_100, 'w' => 0b010_010_010, 'X' when !directory && (old & 0b001_001_001) == 0 => 0, _ => 0b001_001_001 };
        }
        return clause[operation] switch
        {
            '+' => old | (bits & who),
            '-' => old & ~(bits & who),
            _ => (old & ~who) | (bits & who),
        };
    }
}
